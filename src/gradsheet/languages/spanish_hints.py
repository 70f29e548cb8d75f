"""Known wrong methods in Spanish: what each is called, and the first line that a student reads."""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[str, tuple[str, str]] = {
    "no-hidden-activation": (
        "activación oculta omitida",
        "Una unidad oculta no solo suma: ¿qué hace su activación con la suma ponderada?",
    ),
    "softmax-as-sigmoid": (
        "una sigmoide para cada salida en lugar de softmax",
        "¿Suman 1 sus salidas? Softmax divide entre la suma sobre todas las clases.",
    ),
    "softmax-without-exp": (
        "softmax sin la exponencial",
        "Softmax reparte potencias de e, no las sumas mismas.",
    ),
    "bias-forgotten": ("sesgo olvidado en la suma ponderada", "Una suma ponderada termina con su sesgo. ¿Dónde está?"),
    "threshold-sign": ("umbral sumado, no restado", "En este curso el umbral se resta de la suma ponderada."),
    "transposed-forward": (
        "matriz de pesos transpuesta en la propagación hacia delante",
        "Siga la arista en el dibujo: ¿de qué unidad sale este peso, y en cuál entra?",
    ),
    "log10": ("logaritmo de base diez", "En aprendizaje automático log es el logaritmo natural, ln."),
    "log2": ("logaritmo de base dos", "En aprendizaje automático log es el logaritmo natural, ln."),
    "bce-second-term-missing": (
        "segundo término de la entropía cruzada binaria omitido",
        "Con un valor deseado de 0, su pérdida es 0 para cualquier salida. ¿Y el término con 1 − d?",
    ),
    "bce-terms-swapped": (
        "términos de la entropía cruzada binaria intercambiados",
        "¿Qué logaritmo corresponde a un valor deseado de 1: el de y, o el de 1 − y?",
    ),
    "target-index": ("entropía cruzada de otra clase", "Compruebe cuál es la clase deseada."),
    "target-output-swapped": (
        "signo de la derivada de la pérdida cambiado",
        "Si la salida está por encima del valor deseado, ¿qué signo tiene la derivada de la pérdida?",
    ),
    "extra-factor-2": ("1/2 del error cuadrático olvidado", "¿Qué le hace el 1/2 de la pérdida a su derivada?"),
    "missing-factor-2": (
        "factor 2 de un cuadrado perdido",
        "¿Hay un 1/2 en esta pérdida? ¿Qué baja del cuadrado al derivar?",
    ),
    "no-batch-mean": (
        "suma sobre el lote en lugar de la media",
        "Divida entre el número de ejemplos: vea la fórmula de la pérdida.",
    ),
    "forgot-output-derivative": (
        "derivada de la activación de salida omitida",
        "La salida depende de su suma a través de la activación: ¿qué factor lleva de una a otra?",
    ),
    "sigma-prime-of-y": (
        "activación aplicada dos veces en la derivada de la salida",
        "s'(z) = s(z)(1 − s(z)), y s(z) ya es y: ¿cuántas veces se aplica la activación?",
    ),
    "sum-for-output": (
        "z(1 − z) en lugar de y(1 − y)",
        "La derivada se escribe con la salida, y(1 − y), no con la suma z.",
    ),
    "squared-error-delta": (
        "delta del error cuadrático con entropía cruzada",
        "Este delta es del error cuadrático. ¿Cuál es la derivada del logaritmo?",
    ),
    "cross-entropy-delta": (
        "y − d con un error cuadrático",
        "El atajo y − d solo vale para entropía cruzada con sigmoide o softmax.",
    ),
    "softmax-elementwise": (
        "softmax derivado como una sigmoide",
        "Subir una suma baja las otras salidas: el jacobiano tiene términos -y_i y_j fuera de la diagonal.",
    ),
    "jacobian-sign": (
        "signo de los términos de softmax fuera de la diagonal",
        "Fuera de la diagonal el jacobiano de softmax es negativo: subir una suma baja las otras salidas.",
    ),
    "relu-gate-ignored": (
        "pendiente 1 para una ReLU apagada",
        "Una unidad tenía suma negativa. ¿Qué pendiente tiene ReLU ahí?",
    ),
    "relu-gate-on-upstream": (
        "ReLU abierta según el signo del gradiente que llega",
        "La pendiente de ReLU depende de su propia suma, no del gradiente que llega.",
    ),
    "forgot-hidden-derivative": (
        "derivada de la activación oculta omitida",
        "La unidad oculta también tiene activación: falta un factor.",
    ),
    "hidden-sigma-prime-of-y": (
        "activación aplicada dos veces en una derivada oculta",
        "s'(z) = s(z)(1 − s(z)), y s(z) ya es la salida de la unidad: ¿cuántas veces se aplica la activación?",
    ),
    "tanh-slope": ("1 − y en lugar de 1 − y²", "La pendiente de tanh es 1 − y², con el cuadrado."),
    "updated-weights": (
        "pesos nuevos usados en la propagación hacia atrás",
        "Todos los gradientes se toman con los pesos viejos; después se mueven todos. ¿Qué pesos hay aquí?",
    ),
    "transposed-backward": (
        "matriz de pesos sin transponer en la propagación hacia atrás",
        "Siga las aristas hacia atrás: ¿qué pesos salen de esta unidad?",
    ),
    "missing-path": (
        "solo uno de los caminos de una unidad seguido",
        "Esta unidad alimenta a varias otras. Sume lo que vuelve de cada una.",
    ),
    "weight-forgotten": (
        "peso omitido en la cadena",
        "La derivada de la suma siguiente respecto de esta salida es un peso. ¿Dónde está?",
    ),
    "activation-for-input": (
        "salida de la unidad en lugar de su entrada",
        "La derivada de una suma respecto de un peso es lo que entra por esa arista.",
    ),
    "sum-for-activation": (
        "suma ponderada en lugar de la activación anterior",
        "Por la arista entra la salida de la unidad, después de su activación.",
    ),
    "bias-times-input": (
        "gradiente de un sesgo multiplicado por una entrada",
        "Un sesgo se suma tal cual: en su derivada no hay ninguna entrada.",
    ),
    "ascent-sign": (
        "paso dado cuesta arriba",
        "Cuesta arriba la pérdida crecería. ¿Qué signo usa el descenso?",
    ),
    "forgot-rate": (
        "tasa de aprendizaje omitida",
        "Un paso toma una parte del gradiente. ¿Dónde está la tasa de aprendizaje?",
    ),
    "gradient-reported": (
        "gradiente dado como valor nuevo",
        "Este es el gradiente. Falta un paso: el valor nuevo.",
    ),
    "change-reported": ("cambio dado como valor nuevo", "Este es el cambio. Súmelo al valor anterior."),
    "no-update": ("valor anterior dado como nuevo", "Nada se ha movido. ¿De verdad el gradiente es 0?"),
    "bias-not-updated": (
        "sesgos dejados como estaban",
        "Los sesgos también aprenden: se mueven como los pesos.",
    ),
    "no-bias-correction": (
        "momentos sin corregir por empezar en 0",
        "m y v empiezan en 0: divida entre 1 − beta^t.",
    ),
    "epsilon-place": (
        "épsilon al otro lado de la raíz",
        "¿Se suma épsilon antes de sacar la raíz, o después?",
    ),
    "next-step-number": (
        "número del paso desplazado en uno",
        "Los pasos se cuentan desde 1: ¿cuál es este?",
    ),
    "momentum-averaged": (
        "momento tomado como media móvil",
        "Aquí la velocidad toma el gradiente entero, no una parte de 1 − mu.",
    ),
    "nothing-remembered": (
        "memoria del optimizador omitida",
        "El optimizador recuerda los pasos anteriores: ¿con qué empezó?",
    ),
    "kernel-flipped": (
        "núcleo puesto al revés",
        "¿En este curso el núcleo se voltea, o se pone como está impreso? La hoja lo dice.",
    ),
    "pool-gradient-to-all": (
        "gradiente del max pooling dado a todos los elementos",
        "Solo el mayor elemento de una ventana movió el máximo: ¿quién recibe el gradiente?",
    ),
    "mean-for-max": ("media en lugar del máximo", "El max pooling conserva el mayor número de su ventana."),
    "dropout-not-scaled": (
        "dropout sin escalar lo que se conserva",
        "El dropout invertido divide lo que conserva entre la parte conservada.",
    ),
    "other-variance": (
        "varianza con el otro divisor",
        "¿Esta varianza divide entre n o entre n − 1? La hoja lo dice.",
    ),
    "not-centred": ("media sin restar", "Antes de escalar un valor se le resta la media."),
    "variance-for-deviation": (
        "dividido entre la varianza, no entre su raíz",
        "Divida entre la desviación típica: la raíz de la varianza.",
    ),
    "attention-unscaled": (
        "puntuaciones sin escalar",
        "En este curso cada puntuación se divide entre la raíz de la dimensión.",
    ),
    "attention-scaled-by-dimension": (
        "puntuaciones entre la dimensión, no entre su raíz",
        "Las puntuaciones se dividen entre la raíz de la dimensión.",
    ),
    "attention-axis": (
        "softmax sobre el eje equivocado",
        "Los pesos de una consulta sobre todas las claves suman 1: ¿y los suyos?",
    ),
    "gru-mixing-swapped": (
        "estado viejo y nuevo mezclados al revés",
        "¿Es z la parte del candidato nuevo, o la del estado anterior? La hoja lo dice.",
    ),
    "memory-not-squashed": (
        "tanh omitida en la memoria de un LSTM",
        "El estado muestra la memoria a través de tanh.",
    ),
    "sign-slip": ("signo perdido", "¿Es correcto el signo?"),
    "point-right": ("coma decimal un lugar de más a la derecha", "¿Está la coma decimal en su sitio?"),
    "point-left": ("coma decimal un lugar de más a la izquierda", "¿Está la coma decimal en su sitio?"),
    "sign-and-point-right": (
        "signo perdido y coma decimal un lugar de más a la derecha",
        "¿Es correcto el signo? ¿Está la coma decimal en su sitio?",
    ),
    "sign-and-point-left": (
        "signo perdido y coma decimal un lugar de más a la izquierda",
        "¿Es correcto el signo? ¿Está la coma decimal en su sitio?",
    ),
    "point-far-right": ("coma decimal dos lugares de más a la derecha", "¿Está la coma decimal en su sitio?"),
    "point-far-left": ("coma decimal dos lugares de más a la izquierda", "¿Está la coma decimal en su sitio?"),
}
