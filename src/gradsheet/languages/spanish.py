"""What is printed in Spanish."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # how words and numbers stand together
    "space": " ",
    "comma": ", ",
    "and": " y ",
    "or": " o ",
    "stop": ".",
    "between_numbers": "; ",
    "between_rows": " | ",
    # labels
    "sheet": "Hoja de ejercicios",
    "key": "SOLUCIÓN",
    "name": "Nombre",
    "name_is": "Nombre:",
    "id": "Matrícula",
    "id_is": "Matrícula:",
    "exercise": "Ejercicio",
    "version": "Versión {version}",
    "signature": "Firma",
    "minutes": "{count} minutos",
    "exercises": "{count} ejercicios",
    "one_exercise": "1 ejercicio",
    "total": "Total",
    "reached": "Obtenidos",
    "rule_name": "Compruebe que el nombre y la matrícula son los suyos y firme abajo.",
    "rule_no_name": "Escriba su nombre y su matrícula y firme abajo.",
    "rule_code": "Cada página lleva el código {code} y dice cuántas hay: compruebe que las tiene todas.",
    "rule_boxes": "Escriba cada respuesta en su casilla y los cálculos en el espacio previsto.",
    "rule_calculator": "Se permite una calculadora. No se permiten teléfonos, relojes inteligentes ni ordenadores.",
    "rule_no_calculator": "No se permite calculadora: los valores de las funciones necesarias figuran en tablas.",
    "rule_quiet": "No hable con sus vecinos. Sus números no son los de usted.",
    "spare_sheets": "Hojas de reserva",
    "group": "Grupo {group}",
    "sheets": "Hojas: {count}",
    "keys": "Soluciones: {count}",
    "points": "puntos",
    "points_head": "Puntos",
    "point": "punto",
    "page": "página {page} de {pages}",
    "given": "Datos",
    "given_is": "Datos:",
    "told": "Ya calculado para usted",
    "told_is": "Ya calculado para usted:",
    "tables": "Sin calculadora: valores de las funciones",
    "table_words": "todo lo demás se calcula a mano; si un argumento no aparece, tome el más cercano",
    "answers": "Sus respuestas",
    "row": "fila",
    "each_box": "cada casilla {points}",
    "grid": "La tabla completa",
    "work": "Espacio para sus cálculos",
    "written": "Responda con palabras.",
    "choose": "Marque el número correcto.",
    "options": "Los números para elegir, y de dónde sale cada uno",
    "right_option": "correcto",
    "formula_for": "fórmula de",
    "formula_in_names": "Responda con una fórmula en los nombres de las magnitudes, no con números.",
    "formula": "Escriba una fórmula para",
    "inputs": "entradas",
    "input": "entrada",
    "rows": "en una matriz, cada fila corresponde a la unidad de destino y cada columna a la de origen",
    "rows_from": "en una matriz, cada fila corresponde a la unidad de origen y cada columna a la de destino",
    "weighted_sum": "suma ponderada",
    "activation_of_unit": "activación",
    "output": "salida",
    "loss_value": "pérdida",
    "new_weight": "nuevo peso",
    "new_bias": "nuevo sesgo",
    "new_threshold": "nuevo umbral",
    "new_loss": "nueva pérdida",
    "new_value": "nuevo valor",
    "weight_change": "cambio del peso",
    "bias_change": "cambio del sesgo",
    "threshold_change": "cambio del umbral",
    "change": "cambio",
    "solution": "Solución paso a paso",
    "forward": "Propagación hacia delante",
    "loss": "Pérdida",
    "backward": "Propagación hacia atrás",
    "update": "Actualización",
    "answer_table": "Respuestas, y lo que se acepta",
    "blank": "Casilla",
    "quantity": "Magnitud",
    "answer": "Respuesta",
    "exact": "Valor exacto",
    "exactly": "exactamente",
    "accepted": "Se acepta de",
    "to": "a",
    "by_person": "lo corrige una persona",
    # feedback
    "feedback": "Comentarios",
    "feedback_on": "Comentarios sobre {title}",
    "sheet_code": "Hoja",
    "points_of": "{points} de {worth}",
    "handed_in": "entregado el {when}",
    "nothing_handed_in": "No se entregó nada.",
    "blanks_earn": "las casillas dan {earned}",
    "you_wrote": "Su respuesta",
    "mark": "Valoración",
    "why": "Por qué",
    "nothing_written": "nada",
    "right_answer": "Respuesta correcta",
    "solution_held": "La solución paso a paso no se muestra aquí.",
    "solution_held_until": "La solución paso a paso llegará cuando a todos se les haya acabado el plazo: {when}.",
    "how_marked": "Cómo se puntúa",
    "in_words": "con palabras",
    "answer_note": (
        "La respuesta es lo que dan las líneas de arriba, cada una redondeada a {keep} (un cinco se redondea hacia "
        "arriba), con {answer}; el valor exacto es lo que da el cálculo sin redondear. Ambos son correctos: el intervalo "
        "que se acepta a su alrededor abarca a quien redondea por el camino como se pide y a quien solo redondea al final."
    ),
    "answer_note_whole": (
        "La respuesta es lo que dan las líneas de arriba; el valor exacto es lo que da el cálculo sin redondear. "
        "El intervalo que se acepta rodea el valor exacto."
    ),
    "entry_by_entry": (
        "Entre matrices, un producto con círculo se hace elemento a elemento, y también un cuadrado con círculo."
    ),
    "answers_differ": "En la última cifra ambos difieren en {labels}: se acepta cualquiera de los dos.",
    "more_decimals": (
        "Aquí las líneas conservan {decimals}, no {keep}: con menos, una línea no tendría valor, o una respuesta "
        "quedaría fuera de lo que se acepta."
    ),
    # the sheet as a page for screen readers and keyboards
    "to_first_blank": "Ir a la primera casilla",
    "drawing": "Dibujo",
    "drawing_in_words": "El dibujo descrito con palabras",
    "save_answers": "Guardar las respuestas",
    "open_answers": "Abrir un archivo guardado",
    "clear_answers": "Borrar todas las respuestas",
    "how_to_save": (
        "Rellene las casillas, guarde sus respuestas en un archivo y entregue ese archivo. "
        "Mientras escribe, también se conservan en este navegador."
    ),
    "answers_filled": "{count} de {all} rellenas",
    "answers_saved": "Guardado como {file}. Entregue este archivo.",
    "answers_empty": "Todavía no hay nada relleno, así que no hay nada que guardar.",
    "answers_opened": "Las respuestas de {file} están puestas.",
    "answers_kept": "Lo que escribió aquí antes está puesto de nuevo.",
    "answers_foreign": "{file} es de otra hoja; no se cambió nada.",
    "answers_unread": "{file} no contiene respuestas guardadas; no se cambió nada.",
    "answers_cleared": "Todas las respuestas están borradas.",
    "clear_really": "¿Borrar todas las respuestas de esta hoja?",
    "without_script": (
        "Aquí los scripts están desactivados y esta hoja no puede guardar respuestas: actívelos, o use el PDF."
    ),
    # losses in words
    "loss binary cross-entropy": "la entropía cruzada binaria",
    "loss cross-entropy": "la entropía cruzada",
    "loss half squared error": "la mitad de la suma de los errores al cuadrado",
    "loss squared error": "la suma de los errores al cuadrado",
    "loss mean squared error": "la media de los errores al cuadrado",
    "loss absolute error": "la suma de los errores en valor absoluto",
    "loss mean absolute error": "la media de los errores en valor absoluto",
    "loss hinge": "la pérdida bisagra (hinge)",
    "loss squared hinge": "la pérdida bisagra (hinge) al cuadrado",
    "loss multiclass hinge": "la pérdida bisagra (hinge) sobre las clases incorrectas",
    "loss upstream": "la suma de las salidas, cada una por su gradiente que llega de arriba",
    "summed": "{loss}, sumada sobre las salidas",
    # the network in words
    "network": "Una red tiene {parts}.",
    "one_input": "1 entrada",
    "many_inputs": "{count} entradas",
    "hidden": "una capa oculta de {units}",
    "last": "una capa de salida de {units}",
    "unit": "1 unidad {activation}",
    "units": "{count} unidades {activation}",
    "linear_unit": "1 unidad lineal",
    "linear_units": "{count} unidades lineales",
    "own_unit": "1 unidad",
    "own_units": "{count} unidades",
    "identity": "lineal",
    "relu": "ReLU",
    "sigmoid": "sigmoide",
    "tanh": "tanh",
    "leaky relu": "leaky ReLU",
    "elu": "ELU",
    "softplus": "softplus",
    "threshold": "de umbral",
    "softmax": "softmax",
    "no_bias": "No hay sesgos.",
    "every_unit": "Cada unidad",
    "one_unit": "Cada unidad de la capa {layers}",
    "some_unit": "Cada unidad de las capas {layers}",
    "every_units": "Las unidades de una capa",
    "one_units": "Las unidades de la capa {layers}",
    "some_units": "Las unidades de cada una de las capas {layers}",
    "bias_each": "{whose} tiene un sesgo.",
    "bias_shared": "{whose} comparten un mismo sesgo.",
    "bias_on +1": "{whose} tiene un sesgo: el peso de una entrada que siempre vale 1.",
    "bias_on -1": "{whose} tiene un sesgo: el peso de una entrada que siempre vale -1.",
    "bias_threshold": "{whose} tiene un umbral, que se resta de la suma ponderada de sus entradas.",
    "activation": "Las unidades de la capa {layer} calculan",
    "weight_ends": "es el peso hacia la unidad {to} desde la unidad {from}",
    "weight_ends_layer": "es el peso de la capa {layer} hacia la unidad {to} desde la unidad {from} de la capa anterior",
    "weight_ends_input": "es el peso hacia la unidad {to} desde la entrada {from}",
    "weight_ends_from": "es el peso de la unidad {from} a la unidad {to}",
    "weight_ends_layer_from": "es el peso de la capa {layer} de la unidad {from} de la capa anterior a la unidad {to}",
    "weight_ends_input_from": "es el peso de la entrada {from} a la unidad {to}",
    "all_numbers": "entradas y unidades se numeran juntas",
    "node_numbers": "las unidades se numeran a través de las capas, las entradas aparte",
    "weight_numbers": "los pesos se numeran a través de la red, unidad por unidad",
    "unit_sum": "es la suma ponderada de la unidad {unit},",
    "unit_sum_layer": "es la suma ponderada de la unidad {unit} de la capa {layer},",
    "unit_bias": "su sesgo,",
    "unit_threshold": "su umbral,",
    "layer_bias": "el sesgo de su capa,",
    "unit_output": "su salida",
    "unit_target": "su valor deseado",
    "raised_layer": "el número elevado es la capa, no una potencia",
    "raised_example": "el número elevado es el ejemplo, no una potencia",
    "raised_both": "los números elevados son la capa y el ejemplo, no potencias",
    "loss_is": "La pérdida es {words}:",
    "the_loss": "La pérdida es",
    "loss_of_one_is": "La pérdida de un ejemplo es {words}; para el primero es",
    "the_loss_of_one": "La pérdida del primer ejemplo es",
    "cost": "y la pérdida del lote es {reduce} sobre sus ejemplos{penalty}:",
    "penalty": ", más una penalización de los pesos grandes",
    "score": "La salida de la clase cuyo valor deseado es 1 es",
    "mean": "la media",
    "sum": "la suma",
    "batch": "Un lote de {count} ejemplos la recorre:",
    "batches": "{count} ejemplos la recorren en orden, en lotes de {batch}, con una actualización tras cada lote:",
    "one_by_one": "{count} ejemplos la recorren en orden, con una actualización tras cada uno:",
    "batch_unit": "es la suma ponderada de la unidad {unit} para el ejemplo {example},",
    "batch_unit_layer": "es la suma ponderada de la unidad {unit} de la capa {layer} para el ejemplo {example},",
    "natural": "Aquí ln es el logaritmo natural.",
    "one_update": "Haga un paso de descenso de gradiente",
    "steps_of": "Haga {count} pasos de descenso de gradiente, uno tras otro,",
    "own_update": "Haga una actualización",
    "updates": "Haga {count} actualizaciones, una tras otra,",
    "with_rate": " con la tasa de aprendizaje ",
    "one_update_rule": " para cada peso y cada sesgo:",
    "one_update_weights": " para cada peso:",
    "one_update_thresholds": " para cada peso y cada umbral:",
    "one_update_scales": " para la escala y el desplazamiento:",
    "one_update_frozen": " para cada peso, mientras los sesgos quedan como están:",
    "after_one": "es el peso tras una actualización",
    "after_two": "tras dos",
    "second_batch": "es la pérdida del segundo lote.",
    "again": "se calcula otra vez, con los pesos nuevos.",
    "before_update": "Todos los gradientes usan los pesos de antes de la actualización.",
    "before_each_update": "Todos los gradientes de una actualización usan los pesos de antes de ella.",
    "after_update": (
        "La última capa se actualiza primero; los gradientes de la capa anterior usan entonces sus pesos nuevos."
    ),
    "looking_ahead": (
        "Todos los gradientes se toman por adelantado, allí adonde la velocidad anterior llevaría los pesos."
    ),
    "rounding": "Conserve {keep} por el camino y dé {answer}; más también vale.",
    "one_decimal": "1 decimal",
    "decimals": "{count} decimales",
    "rounding_whole": "Dé números enteros.",
    # letters in words
    "letters": "Letras:",
    "letter_input": "entrada",
    "letter_one_weight": "pesos",
    "letter_bias": "sesgo",
    "letter_ahead": "peso por adelantado",
    "letter_output": "salida",
    "letter_target": "valor deseado",
    "letter_loss_value": "pérdida",
    "letter_total_loss": "suma de las pérdidas",
    "letter_rate": "tasa de aprendizaje",
    "letter_small_constant": "una constante pequeña",
    "letter_weight_on_input": "pesos de la entrada",
    "letter_weight_on_state": "pesos del estado anterior",
    "letter_sum_of_unit": "suma ponderada antes de la activación",
    "letter_weighted_sum": "suma ponderada",
    "letter_error": "error",
    "letter_threshold": "umbral",
    "letter_state": "estado",
    "letter_first_state": "estado antes del primer paso de tiempo",
    "letter_memory": "memoria",
    "letter_first_memory": "memoria antes del primer paso de tiempo",
    "letter_forget_gate": "puerta de olvido",
    "letter_input_gate": "puerta de entrada",
    "letter_output_gate": "puerta de salida",
    "letter_update_gate": "puerta de actualización",
    "letter_reset_gate": "puerta de reinicio",
    "letter_candidate": "candidato",
    "letter_kernel": "núcleo",
    "letter_map": "mapa que produce el núcleo",
    "letter_activated_map": "el mapa tras la activación",
    "letter_pooled_map": "mapa tras el pooling",
    "letter_from_above": "gradiente que llega de arriba",
    "letter_query": "consulta (query)",
    "letter_attention_key": "clave (key)",
    "letter_attention_value": "valor (value)",
    "letter_score": "puntuación",
    "letter_attention_weight": "peso de atención",
    "letter_scale": "escala",
    "letter_shift": "desplazamiento",
    "letter_mean_value": "media",
    "letter_variance": "varianza",
    "letter_deviation": "desviación típica",
    "letter_normalised": "valor normalizado",
    "letter_mask": "máscara",
    "letter_probability": "probabilidad",
    "letter_remembered": "se guarda para cada peso de un paso al siguiente",
    "letter_momentum": "momento",
    "letter_decay_rate": "tasa de decaimiento",
    "letter_weight_decay": "decaimiento de los pesos",
    "letter_step_number": "número del paso",
    "time_index": "El primer índice de lo que se calcula es el paso de tiempo.",
    "ends_input": "lleva a la unidad {to} desde la entrada {from}.",
    "ends_state": "lleva a la unidad {to} desde la unidad {from} del paso de tiempo anterior.",
    "ends_input_from": "lleva de la entrada {from} a la unidad {to}.",
    "ends_state_from": "lleva de la unidad {from} del paso de tiempo anterior a la unidad {to}.",
    # attention and normalisation in words
    "attention_all_given": (
        "Autoatención sobre {tokens} tokens: "
        "las filas de $q$, $k$ y $v$ son la consulta, la clave y el valor de cada token."
    ),
    "attention_one_given": (
        "Atención para una consulta $q$ sobre {tokens} tokens: "
        "las filas de $k$ y $v$ son la clave y el valor de cada token."
    ),
    "attention_all_made": (
        "Autoatención sobre {tokens} tokens: las filas de $x$ son los tokens, "
        "y unas matrices de pesos forman sus consultas $q$, claves $k$ y valores $v$."
    ),
    "attention_one_made": (
        "Atención para el último de {tokens} tokens: las filas de $x$ son los tokens, "
        "y unas matrices de pesos forman la consulta $q$ del último, y las claves $k$ y los valores $v$ de todos."
    ),
    "attention_to_from": ("El primer índice de un peso es el número al que lleva, el segundo el número del que viene."),
    "attention_from_to": ("El primer índice de un peso es el número del que viene, el segundo el número al que lleva."),
    "attention_scaled": (
        "La puntuación $s$ de una consulta y una clave es su producto escalar entre la raíz cuadrada de la dimensión "
        "{dimension}; los pesos $a$ son el softmax sobre las claves; la salida $y$ es la suma ponderada de los valores."
    ),
    "attention_unscaled": (
        "La puntuación $s$ de una consulta y una clave es su producto escalar, sin escalar; "
        "los pesos $a$ son el softmax sobre las claves; la salida $y$ es la suma ponderada de los valores."
    ),
    "attention_causal": "Una máscara causal oculta los tokens siguientes: su peso es 0.",
    "layer_norm_training": (
        "Layer norm: $m$, $v$ y $s$ son la media, la varianza y la desviación típica de los valores de un ejemplo."
    ),
    "batch_norm_training": (
        "Batch norm en el entrenamiento: $m$, $v$ y $s$ son la media, la varianza y la desviación típica "
        "de cada característica sobre los ejemplos del lote."
    ),
    "batch_norm_training_single": (
        "Batch norm en el entrenamiento: $m$, $v$ y $s$ son la media, la varianza y la desviación típica "
        "de una característica sobre los ejemplos del lote."
    ),
    "batch_norm_inference": (
        "Batch norm en la inferencia: la media móvil $m$ y la varianza móvil $v$ de cada característica están dadas, "
        "y el lote presente no las cambia."
    ),
    "batch_norm_inference_single": (
        "Batch norm en la inferencia: la media móvil $m$ y la varianza móvil $v$ de la característica están dadas, "
        "y el lote presente no las cambia."
    ),
    "rows_are_examples": "Las filas de $x$ son ejemplos, sus columnas las características.",
    "variance_population": "La varianza divide entre el número de valores (varianza poblacional).",
    "variance_sample": "La varianza divide entre el número de valores menos uno (varianza muestral).",
    "dropout_training": "Dropout en el entrenamiento: la máscara $r$ conserva donde es 1 y descarta donde es 0.",
    "dropout_inference": "Dropout en la inferencia: no se descarta nada.",
    "dropout_keep": "Aquí $p$ es la probabilidad de conservar un valor.",
    "dropout_drop": "Aquí $p$ es la probabilidad de descartar un valor.",
    "optimiser_objective": "Hay que minimizar la función $f$.",
    "optimiser_gradient": "El gradiente $g$ de un peso $w$ está dado.",
    "optimiser_gradients": (
        "El gradiente de cada paso está dado: $g[1]$ para el primero, $g[2]$ para el segundo y así sucesivamente."
    ),
    "steps": "Las magnitudes se calculan en este orden:",
    # convolution in words
    "conv_cross": (
        "Un núcleo de tamaño {kernel} se desliza sobre una entrada de tamaño {input} con paso {stride}. "
        "No se voltea (esto se llama correlación cruzada)."
    ),
    "conv_flipped": (
        "Un núcleo de tamaño {kernel} se desliza sobre una entrada de tamaño {input} con paso {stride}. "
        "Antes se voltea, de modo que su último elemento pasa a ser el primero (convolución como en matemáticas)."
    ),
    "conv_transposed": (
        "Una convolución transpuesta: cada número de la entrada, de tamaño {input}, pone su múltiplo del núcleo, "
        "de tamaño {kernel}, en la salida, cada uno a un paso de {stride} del anterior; donde se solapan, se suman."
    ),
    "conv_padding": "La entrada está rodeada de ceros, tantos a cada lado como dice el relleno (padding): {padding}.",
    "conv_no_padding": "No hay relleno (padding).",
    "conv_cut": "Al final la salida pierde {padding} en cada uno de sus extremos.",
    "conv_channels": (
        "La entrada tiene {channels} canales: son el primer índice de $x$, y el último antes del lugar en $K$."
    ),
    "conv_filters": (
        "Hay {filters} filtros, cada uno con su propio núcleo: son el primer índice de $K$ y de cada mapa."
    ),
    "conv_bias": "Se suma un sesgo $b$.",
    "conv_no_bias": "No hay sesgo.",
    "conv_max": ("El max pooling toma el mayor número de cada ventana de tamaño {pool_size}, con paso {pool_stride}."),
    "conv_average": ("El average pooling toma la media de cada ventana de tamaño {pool_size}, con paso {pool_stride}."),
    "conv_upstream": "Los gradientes de una pérdida $L$ respecto de las salidas están dados: $u$.",
    "conv_targets": "La pérdida es {loss}; los valores deseados son $d$.",
    "conv_own_targets": "Los valores deseados de la pérdida son $d$.",
    # perceptrons in words
    "perceptron_above_binary": (
        "Una unidad de umbral lee los ejemplos uno tras otro. Su suma ponderada es $z = {sum}$; "
        "da $y = 1$ si $z > 0$, y si no, 0."
    ),
    "perceptron_from_binary": (
        "Una unidad de umbral lee los ejemplos uno tras otro. Su suma ponderada es $z = {sum}$; "
        "da $y = 1$ si $z >= 0$ (también si es exactamente 0), y si no, 0."
    ),
    "perceptron_above_bipolar": (
        "Una unidad de umbral lee los ejemplos uno tras otro. Su suma ponderada es $z = {sum}$; "
        "da $y = 1$ si $z > 0$, y si no, $-1$."
    ),
    "perceptron_from_bipolar": (
        "Una unidad de umbral lee los ejemplos uno tras otro. Su suma ponderada es $z = {sum}$; "
        "da $y = 1$ si $z >= 0$ (también si es exactamente 0), y si no, $-1$."
    ),
    "delta_rule": (
        "Una unidad lineal lee los ejemplos uno tras otro. Su salida es la propia suma ponderada, $y = {sum}$."
    ),
    "perceptron_error": (
        "El error es $r = d - y$, con el valor deseado $d$. Antes de leer el ejemplo siguiente, "
        "cada peso aumenta en $eta*r$ por la entrada a la que pertenece."
    ),
    "perceptron_bias": "El sesgo $b$ aumenta en $eta*r$.",
    "perceptron_learned": "El umbral $theta$ disminuye en $eta*r$.",
    "perceptron_threshold": "El umbral $theta$ queda como está.",
    "perceptron_plus": "El peso $w{last}$ pertenece a una entrada constante de 1.",
    "perceptron_minus": "El peso $w{last}$ pertenece a una entrada constante de $-1$.",
    "perceptron_rows": ("En cada fila, los pesos son los de después de su ejemplo; $w0$ son los de antes del primero."),
    "perceptron_epochs": (
        "Hay {epochs} épocas con los ejemplos en el mismo orden: la fila {next} es otra vez la del primero."
    ),
    # drawings in words
    "drawn_network": "Una red, dibujada de izquierda a derecha. Entradas: {inputs}.",
    "drawn_layer": "Capa {layer}:",
    "drawn_layer_of": "Capa {layer} ({activation}):",
    "drawn_unit": "{unit} recibe {fed}",
    "drawn_source": "{source} con el peso {weight}",
    "drawn_bias": "y el sesgo {bias}",
    "drawn_threshold": "menos el umbral {bias}",
    "drawn_every": "{units}; cada una recibe toda la capa anterior.",
    "drawn_dots": "Donde hay puntos se omiten unidades; están conectadas como las demás.",
    "in_all": "{count} en total",
    "table_gate": "puerta",
    "table_operation": "operación",
    "table_into": "entra",
    "table_out": "sale",
    "table_step": "paso",
    "drawn_unrolled": "La celda, paso a paso; el paso 0 es el inicio.",
    "drawn_targets": "Valores deseados: {targets}.",
    "drawn_circuit": "Un circuito, dibujado de izquierda a derecha (puertas: {count}).",
    "drawn_gate": "Puerta {number}, {sign}: entran {inputs}; sale {output}.",
    "drawn_gate_number": "la salida de la puerta {number}",
    "drawn_gradient": " (gradiente {number})",
    "drawn_cells": (
        "Una celda recurrente ({cell}), dibujada una vez por cada paso de tiempo, de izquierda a derecha. Inicio: {start}."
    ),
    "drawn_step": "Paso {time}: en la celda entran {inputs}, y lo que entrega el paso anterior; salen {outputs}.",
    "drawn_loss": "La pérdida {loss} lo compara con {targets}.",
    "drawn_weights": "En las flechas: {weights}.",
    "drawn_made": "{q}, {k} y {v} se forman a partir de {x} mediante {weights}.",
    "drawn_attention": (
        "La atención, dibujada de izquierda a derecha: {q} y {k} dan las puntuaciones {s}, softmax las convierte en los pesos {a}, y estos ponderan {v} en la salida {y}."
    ),
    "drawn_slide": "Un núcleo, y aquello sobre lo que se desliza.",
    "drawn_lay": "Un núcleo que cada número de la entrada pone en la salida.",
    "drawn_pool": "Ventanas sobre una entrada.",
    "drawn_grid": "{name} ({size}), fila por fila: {rows}.",
    "drawn_line": "{name} ({size}): {rows}.",
    "drawn_empty": "{name} ({size}) tiene celdas vacías.",
    "drawn_biases": "Sesgo: {biases}.",
    "drawn_zeros": "A su alrededor hay ceros ({size}).",
    "drawn_first": "La primera ventana y la primera salida están recuadradas; las segundas, con línea discontinua.",
    "kernel": "núcleo",
    "flipped": "voltear antes",
    "stride_of": "paso {stride}",
    "max_of": "máximo",
    "average_of": "media",
    "upstream_of": "gradientes",
    "targets_of": "valores deseados",
    "output_map": "salida",
    # recurrent cells in words
    "recurrent_simple": (
        "Una celda recurrente simple (entradas: {inputs}, unidades: {units}) lee una secuencia (pasos de tiempo: {times}). "
        "El primer índice de $x$, $a$ y $h$ es el paso de tiempo; $h0$ es el estado antes del primero. "
        "$W$ pondera la entrada y $U$ el estado anterior."
    ),
    "recurrent_lstm": (
        "Una celda LSTM (entradas: {inputs}, unidades: {units}) lee una secuencia (pasos de tiempo: {times}) con una "
        "puerta de olvido $f$, una puerta de entrada $i$, una puerta de salida $o$ y un candidato $g$. El primer índice "
        "de lo que se calcula es el paso de tiempo; $h0$ y $c0$ son el estado y la memoria antes del primero. "
        "$W$ pondera la entrada y $U$ el estado anterior."
    ),
    "recurrent_gru_new": (
        "Una celda GRU (entradas: {inputs}, unidades: {units}) lee una secuencia (pasos de tiempo: {times}) con una puerta "
        "de actualización $z$, una puerta de reinicio $r$ y un candidato $n$. El primer índice de lo que se calcula es el "
        "paso de tiempo; $h0$ es el estado antes del primero. $W$ pondera la entrada y $U$ el estado anterior. "
        "Aquí $z$ es la parte del candidato nuevo y $1 - z$ la del estado anterior."
    ),
    "recurrent_gru_old": (
        "Una celda GRU (entradas: {inputs}, unidades: {units}) lee una secuencia (pasos de tiempo: {times}) con una puerta "
        "de actualización $z$, una puerta de reinicio $r$ y un candidato $n$. El primer índice de lo que se calcula es el "
        "paso de tiempo; $h0$ es el estado antes del primero. $W$ pondera la entrada y $U$ el estado anterior. "
        "Aquí $z$ es la parte del estado anterior y $1 - z$ la del candidato nuevo."
    ),
    # quantities for people who do not know the names; without articles, which would contract
    "role input": "entrada",
    "role weight": "peso",
    "role bias": "sesgo",
    "role target": "valor deseado",
    "role learning rate": "tasa de aprendizaje",
    "role weighted sum": "suma ponderada",
    "role activation": "activación",
    "role loss": "pérdida",
    "role what the optimiser remembers": "memoria del optimizador",
    "derivative_of": "derivada de {of} respecto de {by}",
    "it": "la magnitud",
    "change_of": "cambio de {what}",
    "quantity_named": "magnitud {name}",
    "after_the_update": "{what} tras la actualización",
    "after_updates": "{what} tras {count} actualizaciones",
    "in_layer": "{what} en la capa {layer}",
    "of_example": "{what} del ejemplo {example}",
    "at_time": "{what} en el paso de tiempo {time}",
    "weight_between": "{what} hacia la unidad {to} desde la unidad {from}",
    "input_number": "entrada {number}",
    "weight_from_input": "{what} hacia la unidad {to} desde la entrada {from}",
    "weight_from_state": "{what} hacia la unidad {to} desde la unidad {from} del paso anterior",
    "in_row_and_column": "{what} en la fila {row}, columna {column}",
    "of_input": "{what} de la entrada {input}",
    "after_example": "{what} después del ejemplo {example}",
    "at_the_start": "{what} al inicio",
    "remembered": "memoria del optimizador para {what}",
    "of_unit": "{what} de la unidad {unit}",
    "of_unit_for_example": "{what} de la unidad {unit} para el ejemplo {example}",
    "at_indices": "{what} en {indices}",
    "answer_in_words": "respuesta con palabras",
    "formula_of": "fórmula de {what}",
    # the policy
    "percent": "{number} %",
    "policy_decimals": (
        "Conserve {keep} por el camino y dé {answer}: todo lo que así puede salir es correcto, "
        "y el resultado sin redondear también."
    ),
    "policy_whole": "Dé números enteros; cómo los halla es cosa suya.",
    "policy_earns": "{what} da {share}.",
    "policy_short": "{share} por {what}",
    "semicolon": "; ",
    "full_stop": "{sentence}.",
    "policy_late": "Cada día que empieza después del plazo quita {share} de los puntos obtenidos.",
    "policy_late_all": "Lo que llega después del plazo no da puntos.",
    "policy_best": "Si entrega más de una vez, cuenta el mejor intento.",
    "policy_last": "Si entrega más de una vez, cuenta el último intento.",
    "policy_round": "El total se redondea a {unit}; justo en medio, hacia arriba.",
    "policy_percent": "Se lee el signo de porcentaje: 25 % es 0,25.",
    "policy_comma": "Puede escribir los decimales con coma o con punto.",
    "full_points": "todos los puntos",
    "share_of_points": "{share} de los puntos",
    "half": "la mitad",
    "a_quarter": "la cuarta parte",
    "three_quarters": "las tres cuartas partes",
    "whole_points": "puntos enteros",
    "half_points": "medios puntos",
    "quarter_points": "cuartos de punto",
    "multiples_of_points": "múltiplos de {unit} puntos",
    "credit_follow_through": "un número que se sigue correctamente de sus propios números anteriores",
    "credit_rounded_early": "un número redondeado demasiado pronto",
    "credit_decimal_slip": "un número con las cifras correctas, pero con la coma en un lugar equivocado",
    "credit_sign_slip": "un número correcto salvo el signo",
    "credit_last_digit_slip": "un número cuya última cifra no coincide",
    "credit_misconception": "un número que da un método incorrecto conocido",
    # what an answer is, and why
    "outcome_right": "correcto",
    "outcome_follow_through": "correcto con sus números anteriores",
    "outcome_misconception": "como lo da un método incorrecto conocido",
    "outcome_rounded_early": "redondeado demasiado pronto",
    "outcome_decimal_slip": "coma mal puesta",
    "outcome_sign_slip": "signo equivocado",
    "outcome_last_digit_slip": "última cifra distinta",
    "outcome_wrong": "incorrecto",
    "outcome_unreadable": "ilegible",
    "outcome_blank": "vacío",
    "outcome_written": "corregido por una persona",
    "reason_follow_through": ("No es el número de su hoja, pero se sigue correctamente de lo que escribió{believed}."),
    "reason_rounded_early": "Casi, pero redondeado demasiado pronto: conserve {keep} por el camino y dé {answer}.",
    "reason_decimal_slip": "Las cifras son correctas; la coma está en un lugar equivocado.",
    "reason_sign_slip": "El número es correcto salvo el signo.",
    "reason_last_digit_slip": "El número es correcto salvo las últimas cifras.",
    "reason_unreadable": "Esto no se puede leer como respuesta.",
    "reason_one_cause": "Este número es compatible con: ",
    "reason_several_causes": "Varios métodos dan este número, y él no dice cuál fue: ",
    "reason_or": "; o bien: ",
    "reason_cause_end": ". ",
    "reason_with_own": "Se siguió de lo que escribió{believed}.",
    "reason_wrong": "Ningún desliz ni método conocido da este número.",
    "reason_formula": "Esta fórmula no da el valor correcto.",
    "reason_blank": "Aquí no hay nada escrito.",
    "reason_written": "Esto lo lee y corrige una persona.",
    "reason_void": "Esta casilla no cuenta.",
    "decided": "Decisión ({who}): {words}.",
    "a_person": "una persona",
    "the_staff": "el equipo docente",
    "believed_at": " en {labels}",
    "believed_earlier": " antes",
    "all_right": "Todo es correcto.",
    "empty": "En este ejercicio no hay nada escrito.",
    "right_up_to": "Todo es correcto hasta {label} inclusive.",
    "first_look": "Mire primero {label}:",
    "first_before": "Mire primero el camino hacia {label}: algo falló allí en",
    "first_before_rest": ", que no se pedía.",
    "credited": "Lo que de ahí se sigue en {labels} es correcto con sus números.",
    "whole_total": "{total} de {out_of} puntos",
    "day_late": "1 día de retraso",
    "days_late": "{count} días de retraso",
    "taken_off": "{late} ({share} menos)",
    "attempt": "intento {attempt} de {attempts}",
    "exercise_says": "Ejercicio {number}: {text}",
    "waits": "Aún no cuenta, porque lo corrige una persona: {labels}.",
    # for programs of others
    "check_answers": "Comprobar mis respuestas",
    "practice": (
        "Práctica: estos números no son de nadie. Compruebe tantas veces "
        "como quiera; cuando todas las casillas estén rellenas y comprobadas, se abre debajo la solución paso a paso."
    ),
    "practice_score": "{count} de {all} correctas",
    "type_decimals": (
        "Escriba cada respuesta como número decimal con punto, por ejemplo -0.0731: "
        "con un signo menos corriente (ASCII), sin unidades, fracciones ni expresiones."
    ),
    "to_from": ": hacia ↓, desde →",
}
