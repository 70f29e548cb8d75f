"""What is printed in Portuguese."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # how words and numbers stand together
    "space": " ",
    "comma": ", ",
    "and": " e ",
    "or": " ou ",
    "stop": ".",
    "between_numbers": "; ",
    "between_rows": " | ",
    # labels
    "sheet": "Folha de exercícios",
    "key": "GABARITO",
    "name": "Nome",
    "name_is": "Nome:",
    "id": "Matrícula",
    "id_is": "Matrícula:",
    "exercise": "Exercício",
    "version": "Versão {version}",
    "signature": "Assinatura",
    "minutes": "{count} minutos",
    "exercises": "{count} exercícios",
    "one_exercise": "1 exercício",
    "total": "Total",
    "reached": "Obtidos",
    "rule_name": "Verifique se o nome e a matrícula são os seus e assine abaixo.",
    "rule_no_name": "Escreva o seu nome e a sua matrícula e assine abaixo.",
    "rule_code": "Cada página traz o código {code} e diz quantas são: verifique se tem todas.",
    "rule_boxes": "Escreva cada resposta na sua caixa e os cálculos no espaço previsto.",
    "rule_calculator": "É permitida uma calculadora. Telefones, relógios inteligentes e computadores são proibidos.",
    "rule_no_calculator": "Não é permitida calculadora: os valores das funções necessárias estão em tabelas.",
    "rule_quiet": "Não fale com os vizinhos. Os números deles não são os seus.",
    "spare_sheets": "Folhas de reserva",
    "group": "Turma {group}",
    "sheets": "Folhas: {count}",
    "keys": "Gabaritos: {count}",
    "points": "pontos",
    "points_head": "Pontos",
    "point": "ponto",
    "page": "página {page} de {pages}",
    "given": "Dados",
    "given_is": "Dados:",
    "told": "Já calculado para você",
    "told_is": "Já calculado para você:",
    "tables": "Sem calculadora: valores das funções",
    "table_words": "todo o resto se calcula à mão; se um argumento não constar, use o mais próximo",
    "answers": "Suas respostas",
    "row": "linha",
    "each_box": "cada campo {points}",
    "grid": "A tabela preenchida",
    "work": "Espaço para seus cálculos",
    "written": "Responda com palavras.",
    "choose": "Marque o número certo.",
    "options": "Os números para escolher, e de onde vem cada um",
    "right_option": "certo",
    "formula_for": "fórmula de",
    "formula_in_names": "Responda com uma fórmula nos nomes das grandezas, não com números.",
    "formula": "Escreva uma fórmula para",
    "inputs": "entradas",
    "input": "entrada",
    "rows": "em uma matriz, cada linha corresponde à unidade de destino e cada coluna à de origem",
    "rows_from": "em uma matriz, cada linha corresponde à unidade de origem e cada coluna à de destino",
    "weighted_sum": "soma ponderada",
    "activation_of_unit": "ativação",
    "output": "saída",
    "loss_value": "perda",
    "new_weight": "novo peso",
    "new_bias": "novo viés",
    "new_threshold": "novo limiar",
    "new_loss": "nova perda",
    "new_value": "novo valor",
    "weight_change": "variação do peso",
    "bias_change": "variação do viés",
    "threshold_change": "variação do limiar",
    "change": "variação",
    "solution": "Solução passo a passo",
    "forward": "Propagação para a frente",
    "loss": "Perda",
    "backward": "Retropropagação",
    "update": "Atualização",
    "answer_table": "Respostas, e o que se aceita",
    "blank": "Campo",
    "quantity": "Grandeza",
    "answer": "Resposta",
    "exact": "Valor exato",
    "exactly": "exatamente",
    "accepted": "Aceita-se de",
    "to": "a",
    "by_person": "corrigido por uma pessoa",
    # feedback
    "feedback": "Comentários",
    "feedback_on": "Comentários sobre {title}",
    "sheet_code": "Folha",
    "points_of": "{points} de {worth}",
    "handed_in": "entregue em {when}",
    "nothing_handed_in": "Nada foi entregue.",
    "blanks_earn": "os campos valem {earned}",
    "you_wrote": "Sua resposta",
    "mark": "Avaliação",
    "why": "Por quê",
    "nothing_written": "nada",
    "right_answer": "Resposta certa",
    "solution_held": "A solução passo a passo não é mostrada aqui.",
    "solution_held_until": "A solução passo a passo virá quando o prazo tiver acabado para todos: {when}.",
    "how_marked": "Como se pontua",
    "in_words": "com palavras",
    "answer_note": (
        "A resposta é o que dão as linhas acima, cada uma arredondada para {keep} (um cinco arredonda para cima), com "
        "{answer}; o valor exato é o que dá o cálculo sem arredondar. Ambos estão certos: o intervalo aceito em torno "
        "dele abrange quem arredonda pelo caminho como pedido e quem só arredonda no fim."
    ),
    "answer_note_whole": (
        "A resposta é o que dão as linhas acima; o valor exato é o que dá o cálculo sem arredondar. "
        "O intervalo aceito fica em torno do valor exato."
    ),
    "entry_by_entry": (
        "Entre matrizes, um produto com círculo se faz elemento a elemento, e um quadrado com círculo também."
    ),
    "answers_differ": "No último algarismo os dois diferem em {labels}: qualquer um deles é aceito.",
    "more_decimals": (
        "Aqui as linhas guardam {decimals}, não {keep}: com menos, uma linha não teria valor, ou uma resposta "
        "ficaria fora do que se aceita."
    ),
    # the sheet as a page for screen readers and keyboards
    "to_first_blank": "Ir para o primeiro campo",
    "drawing": "Desenho",
    "drawing_in_words": "O desenho descrito em palavras",
    "save_answers": "Salvar as respostas",
    "open_answers": "Abrir um arquivo salvo",
    "clear_answers": "Apagar todas as respostas",
    "how_to_save": (
        "Preencha os campos, salve suas respostas em um arquivo e entregue esse arquivo. "
        "Enquanto digita, elas também ficam guardadas neste navegador."
    ),
    "answers_filled": "{count} de {all} preenchidos",
    "answers_saved": "Salvo como {file}. Entregue este arquivo.",
    "answers_empty": "Ainda não há nada preenchido, então não há nada a salvar.",
    "answers_opened": "As respostas de {file} foram preenchidas.",
    "answers_kept": "O que você digitou aqui antes foi preenchido de novo.",
    "answers_foreign": "{file} pertence a outra folha; nada foi mudado.",
    "answers_unread": "{file} não contém respostas salvas; nada foi mudado.",
    "answers_cleared": "Todas as respostas foram apagadas.",
    "clear_really": "Apagar todas as respostas desta folha?",
    "without_script": (
        "Os scripts estão desligados aqui e esta folha não pode salvar respostas: ligue-os, ou use o PDF."
    ),
    # losses in words
    "loss binary cross-entropy": "a entropia cruzada binária",
    "loss cross-entropy": "a entropia cruzada",
    "loss half squared error": "a metade da soma dos erros ao quadrado",
    "loss squared error": "a soma dos erros ao quadrado",
    "loss mean squared error": "a média dos erros ao quadrado",
    "loss absolute error": "a soma dos erros em valor absoluto",
    "loss mean absolute error": "a média dos erros em valor absoluto",
    "loss hinge": "a perda hinge",
    "loss squared hinge": "a perda hinge ao quadrado",
    "loss multiclass hinge": "a perda hinge sobre as classes erradas",
    "loss upstream": "a soma das saídas, cada uma vezes o seu gradiente vindo de cima",
    "summed": "{loss}, somada sobre as saídas",
    # the network in words
    "network": "Uma rede tem {parts}.",
    "one_input": "1 entrada",
    "many_inputs": "{count} entradas",
    "hidden": "uma camada oculta de {units}",
    "last": "uma camada de saída de {units}",
    "unit": "1 unidade {activation}",
    "units": "{count} unidades {activation}",
    "linear_unit": "1 unidade linear",
    "linear_units": "{count} unidades lineares",
    "own_unit": "1 unidade",
    "own_units": "{count} unidades",
    "identity": "linear",
    "relu": "ReLU",
    "sigmoid": "sigmoide",
    "tanh": "tanh",
    "leaky relu": "leaky ReLU",
    "elu": "ELU",
    "softplus": "softplus",
    "threshold": "de limiar",
    "softmax": "softmax",
    "no_bias": "Não há vieses.",
    "every_unit": "Cada unidade",
    "one_unit": "Cada unidade da camada {layers}",
    "some_unit": "Cada unidade das camadas {layers}",
    "every_units": "As unidades de uma camada",
    "one_units": "As unidades da camada {layers}",
    "some_units": "As unidades de cada uma das camadas {layers}",
    "bias_each": "{whose} tem um viés.",
    "bias_shared": "{whose} compartilham um mesmo viés.",
    "bias_on +1": "{whose} tem um viés: o peso de uma entrada que vale sempre 1.",
    "bias_on -1": "{whose} tem um viés: o peso de uma entrada que vale sempre -1.",
    "bias_threshold": "{whose} tem um limiar, que se subtrai da soma ponderada das suas entradas.",
    "activation": "As unidades da camada {layer} calculam",
    "weight_ends": "é o peso para a unidade {to} vindo da unidade {from}",
    "weight_ends_layer": "é o peso da camada {layer} para a unidade {to} vindo da unidade {from} da camada anterior",
    "weight_ends_input": "é o peso para a unidade {to} vindo da entrada {from}",
    "weight_ends_from": "é o peso da unidade {from} para a unidade {to}",
    "weight_ends_layer_from": "é o peso da camada {layer} da unidade {from} da camada anterior para a unidade {to}",
    "weight_ends_input_from": "é o peso da entrada {from} para a unidade {to}",
    "all_numbers": "entradas e unidades são numeradas juntas",
    "node_numbers": "as unidades são numeradas através das camadas, as entradas à parte",
    "weight_numbers": "os pesos são numerados através da rede, unidade por unidade",
    "unit_sum": "é a soma ponderada da unidade {unit},",
    "unit_sum_layer": "é a soma ponderada da unidade {unit} da camada {layer},",
    "unit_bias": "o seu viés,",
    "unit_threshold": "o seu limiar,",
    "layer_bias": "o viés da sua camada,",
    "unit_output": "a sua saída",
    "unit_target": "o seu alvo",
    "raised_layer": "o número elevado é a camada, não uma potência",
    "raised_example": "o número elevado é o exemplo, não uma potência",
    "raised_both": "os números elevados são a camada e o exemplo, não potências",
    "loss_is": "A perda é {words}:",
    "the_loss": "A perda é",
    "loss_of_one_is": "A perda de um exemplo é {words}; para o primeiro é",
    "the_loss_of_one": "A perda do primeiro exemplo é",
    "cost": "e a perda do lote é {reduce} sobre os seus exemplos{penalty}:",
    "penalty": ", mais uma penalidade sobre pesos grandes",
    "score": "A saída da classe cujo alvo é 1 é",
    "mean": "a média",
    "sum": "a soma",
    "batch": "Um lote de {count} exemplos passa por ela:",
    "batches": "{count} exemplos passam por ela em ordem, em lotes de {batch}, com uma atualização após cada lote:",
    "one_by_one": "{count} exemplos passam por ela em ordem, com uma atualização após cada um:",
    "batch_unit": "é a soma ponderada da unidade {unit} para o exemplo {example},",
    "batch_unit_layer": "é a soma ponderada da unidade {unit} da camada {layer} para o exemplo {example},",
    "natural": "Aqui ln é o logaritmo natural.",
    "one_update": "Faça um passo de descida do gradiente",
    "steps_of": "Faça {count} passos de descida do gradiente, um após o outro,",
    "own_update": "Faça uma atualização",
    "updates": "Faça {count} atualizações, uma após a outra,",
    "with_rate": " com a taxa de aprendizado ",
    "one_update_rule": " para cada peso e cada viés:",
    "one_update_weights": " para cada peso:",
    "one_update_thresholds": " para cada peso e cada limiar:",
    "one_update_scales": " para a escala e o deslocamento:",
    "one_update_frozen": " para cada peso, enquanto os vieses ficam como estão:",
    "after_one": "é o peso após uma atualização",
    "after_two": "após duas",
    "second_batch": "é a perda do segundo lote.",
    "again": "é calculado mais uma vez, com os novos pesos.",
    "before_update": "Todos os gradientes usam os pesos de antes da atualização.",
    "before_each_update": "Todos os gradientes de uma atualização usam os pesos de antes dela.",
    "after_update": (
        "A última camada é atualizada primeiro; os gradientes da camada anterior usam então os seus novos pesos."
    ),
    "looking_ahead": (
        "Todos os gradientes são tomados adiante, no ponto para onde a velocidade anterior levaria os pesos."
    ),
    "rounding": "Guarde {keep} pelo caminho e dê {answer}; mais também serve.",
    "one_decimal": "1 casa decimal",
    "decimals": "{count} casas decimais",
    "rounding_whole": "Dê números inteiros.",
    # letters in words
    "letters": "Letras:",
    "letter_input": "entrada",
    "letter_one_weight": "pesos",
    "letter_bias": "viés",
    "letter_ahead": "peso adiante",
    "letter_output": "saída",
    "letter_target": "alvo",
    "letter_loss_value": "perda",
    "letter_total_loss": "soma das perdas",
    "letter_rate": "taxa de aprendizado",
    "letter_small_constant": "uma constante pequena",
    "letter_weight_on_input": "pesos da entrada",
    "letter_weight_on_state": "pesos do estado anterior",
    "letter_sum_of_unit": "soma ponderada antes da ativação",
    "letter_weighted_sum": "soma ponderada",
    "letter_error": "erro",
    "letter_threshold": "limiar",
    "letter_state": "estado",
    "letter_first_state": "estado antes do primeiro passo de tempo",
    "letter_memory": "memória",
    "letter_first_memory": "memória antes do primeiro passo de tempo",
    "letter_forget_gate": "porta de esquecimento",
    "letter_input_gate": "porta de entrada",
    "letter_output_gate": "porta de saída",
    "letter_update_gate": "porta de atualização",
    "letter_reset_gate": "porta de reinício",
    "letter_candidate": "candidato",
    "letter_kernel": "núcleo",
    "letter_map": "mapa que o núcleo produz",
    "letter_activated_map": "o mapa após a ativação",
    "letter_pooled_map": "mapa após o pooling",
    "letter_from_above": "gradiente vindo de cima",
    "letter_query": "consulta (query)",
    "letter_attention_key": "chave (key)",
    "letter_attention_value": "valor (value)",
    "letter_score": "pontuação",
    "letter_attention_weight": "peso de atenção",
    "letter_scale": "escala",
    "letter_shift": "deslocamento",
    "letter_mean_value": "média",
    "letter_variance": "variância",
    "letter_deviation": "desvio padrão",
    "letter_normalised": "valor normalizado",
    "letter_mask": "máscara",
    "letter_probability": "probabilidade",
    "letter_remembered": "guardado para cada peso de um passo ao outro",
    "letter_momentum": "momento",
    "letter_decay_rate": "taxa de decaimento",
    "letter_weight_decay": "decaimento dos pesos",
    "letter_step_number": "número do passo",
    "time_index": "O primeiro índice do que é calculado é o passo de tempo.",
    "ends_input": "leva à unidade {to} vindo da entrada {from}.",
    "ends_state": "leva à unidade {to} vindo da unidade {from} do passo de tempo anterior.",
    "ends_input_from": "leva da entrada {from} à unidade {to}.",
    "ends_state_from": "leva da unidade {from} do passo de tempo anterior à unidade {to}.",
    # attention and normalisation in words
    "attention_all_given": (
        "Autoatenção sobre {tokens} tokens: "
        "as linhas de $q$, $k$ e $v$ são a consulta, a chave e o valor de cada token."
    ),
    "attention_one_given": (
        "Atenção para uma consulta $q$ sobre {tokens} tokens: "
        "as linhas de $k$ e $v$ são a chave e o valor de cada token."
    ),
    "attention_all_made": (
        "Autoatenção sobre {tokens} tokens: as linhas de $x$ são os tokens, "
        "e matrizes de pesos formam as suas consultas $q$, chaves $k$ e valores $v$."
    ),
    "attention_one_made": (
        "Atenção para o último de {tokens} tokens: as linhas de $x$ são os tokens, "
        "e matrizes de pesos formam a consulta $q$ do último, e as chaves $k$ e os valores $v$ de todos."
    ),
    "attention_to_from": (
        "O primeiro índice de um peso é o número ao qual ele leva, o segundo o número do qual ele vem."
    ),
    "attention_from_to": (
        "O primeiro índice de um peso é o número do qual ele vem, o segundo o número ao qual ele leva."
    ),
    "attention_scaled": (
        "A pontuação $s$ de uma consulta e uma chave é o seu produto escalar dividido pela raiz quadrada da dimensão "
        "{dimension}; os pesos $a$ são o softmax sobre as chaves; a saída $y$ é a soma ponderada dos valores."
    ),
    "attention_unscaled": (
        "A pontuação $s$ de uma consulta e uma chave é o seu produto escalar, sem escala; "
        "os pesos $a$ são o softmax sobre as chaves; a saída $y$ é a soma ponderada dos valores."
    ),
    "attention_causal": "Uma máscara causal esconde os tokens que seguem: o peso deles é 0.",
    "layer_norm_training": (
        "Layer norm: $m$, $v$ e $s$ são a média, a variância e o desvio padrão dos valores de um exemplo."
    ),
    "batch_norm_training": (
        "Batch norm no treinamento: $m$, $v$ e $s$ são a média, a variância e o desvio padrão "
        "de cada característica sobre os exemplos do lote."
    ),
    "batch_norm_training_single": (
        "Batch norm no treinamento: $m$, $v$ e $s$ são a média, a variância e o desvio padrão "
        "de uma característica sobre os exemplos do lote."
    ),
    "batch_norm_inference": (
        "Batch norm na inferência: a média móvel $m$ e a variância móvel $v$ de cada característica são dadas, "
        "e o lote presente não as muda."
    ),
    "batch_norm_inference_single": (
        "Batch norm na inferência: a média móvel $m$ e a variância móvel $v$ da característica são dadas, "
        "e o lote presente não as muda."
    ),
    "rows_are_examples": "As linhas de $x$ são exemplos, as suas colunas as características.",
    "variance_population": "A variância divide pelo número de valores (variância populacional).",
    "variance_sample": "A variância divide pelo número de valores menos um (variância amostral).",
    "dropout_training": "Dropout no treinamento: a máscara $r$ mantém onde é 1 e descarta onde é 0.",
    "dropout_inference": "Dropout na inferência: nada é descartado.",
    "dropout_keep": "Aqui $p$ é a probabilidade de manter um valor.",
    "dropout_drop": "Aqui $p$ é a probabilidade de descartar um valor.",
    "optimiser_objective": "A função $f$ deve ser minimizada.",
    "optimiser_gradient": "O gradiente $g$ de um peso $w$ é dado.",
    "optimiser_gradients": (
        "O gradiente de cada passo é dado: $g[1]$ para o primeiro, $g[2]$ para o segundo e assim por diante."
    ),
    "steps": "As grandezas são calculadas nesta ordem:",
    # convolution in words
    "conv_cross": (
        "Um núcleo de tamanho {kernel} desliza sobre uma entrada de tamanho {input} com passo {stride}. "
        "Ele não é invertido (isto se chama correlação cruzada)."
    ),
    "conv_flipped": (
        "Um núcleo de tamanho {kernel} desliza sobre uma entrada de tamanho {input} com passo {stride}. "
        "Antes ele é invertido, e o seu último elemento passa a ser o primeiro (convolução como na matemática)."
    ),
    "conv_transposed": (
        "Uma convolução transposta: cada número da entrada, de tamanho {input}, põe o seu múltiplo do núcleo, "
        "de tamanho {kernel}, na saída, cada um a um passo de {stride} do anterior; onde se sobrepõem, eles se somam."
    ),
    "conv_padding": (
        "A entrada é cercada de zeros, tantos de cada lado quantos diz o preenchimento (padding): {padding}."
    ),
    "conv_no_padding": "Não há preenchimento (padding).",
    "conv_cut": "No fim a saída perde {padding} em cada uma das suas pontas.",
    "conv_channels": (
        "A entrada tem {channels} canais: são o primeiro índice de $x$, e o último antes do lugar em $K$."
    ),
    "conv_filters": (
        "Há {filters} filtros, cada um com o seu próprio núcleo: são o primeiro índice de $K$ e de cada mapa."
    ),
    "conv_bias": "Soma-se um viés $b$.",
    "conv_no_bias": "Não há viés.",
    "conv_max": "O max pooling toma o maior número de cada janela de tamanho {pool_size}, com passo {pool_stride}.",
    "conv_average": "O average pooling toma a média de cada janela de tamanho {pool_size}, com passo {pool_stride}.",
    "conv_upstream": "Os gradientes de uma perda $L$ em relação às saídas são dados: $u$.",
    "conv_targets": "A perda é {loss}; os alvos são $d$.",
    "conv_own_targets": "Os alvos da perda são $d$.",
    # perceptrons in words
    "perceptron_above_binary": (
        "Uma unidade de limiar lê os exemplos um após o outro. A sua soma ponderada é $z = {sum}$; "
        "ela dá $y = 1$ se $z > 0$, senão 0."
    ),
    "perceptron_from_binary": (
        "Uma unidade de limiar lê os exemplos um após o outro. A sua soma ponderada é $z = {sum}$; "
        "ela dá $y = 1$ se $z >= 0$ (também se for exatamente 0), senão 0."
    ),
    "perceptron_above_bipolar": (
        "Uma unidade de limiar lê os exemplos um após o outro. A sua soma ponderada é $z = {sum}$; "
        "ela dá $y = 1$ se $z > 0$, senão $-1$."
    ),
    "perceptron_from_bipolar": (
        "Uma unidade de limiar lê os exemplos um após o outro. A sua soma ponderada é $z = {sum}$; "
        "ela dá $y = 1$ se $z >= 0$ (também se for exatamente 0), senão $-1$."
    ),
    "delta_rule": (
        "Uma unidade linear lê os exemplos um após o outro. A sua saída é a própria soma ponderada, $y = {sum}$."
    ),
    "perceptron_error": (
        "O erro é $r = d - y$, com o alvo $d$. Antes de ler o próximo exemplo, "
        "cada peso aumenta de $eta*r$ vezes a entrada à qual pertence."
    ),
    "perceptron_bias": "O viés $b$ aumenta de $eta*r$.",
    "perceptron_learned": "O limiar $theta$ diminui de $eta*r$.",
    "perceptron_threshold": "O limiar $theta$ fica como está.",
    "perceptron_plus": "O peso $w{last}$ pertence a uma entrada constante de 1.",
    "perceptron_minus": "O peso $w{last}$ pertence a uma entrada constante de $-1$.",
    "perceptron_rows": ("Em cada linha, os pesos são os de depois do seu exemplo; $w0$ são os de antes do primeiro."),
    "perceptron_epochs": ("Há {epochs} épocas com os exemplos na mesma ordem: a linha {next} é de novo a do primeiro."),
    # drawings in words
    "drawn_network": "Uma rede, desenhada da esquerda para a direita. Entradas: {inputs}.",
    "drawn_layer": "Camada {layer}:",
    "drawn_layer_of": "Camada {layer} ({activation}):",
    "drawn_unit": "{unit} recebe {fed}",
    "drawn_source": "{source} com o peso {weight}",
    "drawn_bias": "e o viés {bias}",
    "drawn_threshold": "menos o limiar {bias}",
    "drawn_every": "{units}; cada uma recebe toda a camada anterior.",
    "drawn_dots": "Onde há pontos, omitem-se unidades; estão ligadas como as outras.",
    "in_all": "{count} ao todo",
    "table_gate": "porta",
    "table_operation": "operação",
    "table_into": "entra",
    "table_out": "sai",
    "table_step": "passo",
    "drawn_unrolled": "A célula, passo a passo; o passo 0 é o início.",
    "drawn_targets": "Alvos: {targets}.",
    "drawn_circuit": "Um circuito, desenhado da esquerda para a direita (portas: {count}).",
    "drawn_gate": "Porta {number}, {sign}: entram {inputs}; sai {output}.",
    "drawn_gate_number": "a saída da porta {number}",
    "drawn_gradient": " (gradiente {number})",
    "drawn_cells": (
        "Uma célula recorrente ({cell}), desenhada uma vez para cada passo de tempo, da esquerda para a direita. "
        "Início: {start}."
    ),
    "drawn_step": "Passo {time}: na célula entram {inputs}, e o que o passo anterior entrega; saem {outputs}.",
    "drawn_loss": "A perda {loss} o compara com {targets}.",
    "drawn_weights": "Nas setas: {weights}.",
    "drawn_made": "{q}, {k} e {v} são formados a partir de {x} por {weights}.",
    "drawn_attention": (
        "A atenção, desenhada da esquerda para a direita: {q} e {k} dão as pontuações {s}, softmax as transforma nos pesos {a}, e estes ponderam {v} na saída {y}."
    ),
    "drawn_slide": "Um núcleo, e aquilo sobre o que ele desliza.",
    "drawn_lay": "Um núcleo que cada número da entrada põe na saída.",
    "drawn_pool": "Janelas sobre uma entrada.",
    "drawn_grid": "{name} ({size}), linha por linha: {rows}.",
    "drawn_line": "{name} ({size}): {rows}.",
    "drawn_empty": "{name} ({size}) tem células vazias.",
    "drawn_biases": "Viés: {biases}.",
    "drawn_zeros": "À sua volta há zeros ({size}).",
    "drawn_first": "A primeira janela e a primeira saída têm moldura; as segundas, moldura tracejada.",
    "kernel": "núcleo",
    "flipped": "inverter antes",
    "stride_of": "passo {stride}",
    "max_of": "máximo",
    "average_of": "média",
    "upstream_of": "gradientes",
    "targets_of": "alvos",
    "output_map": "saída",
    # recurrent cells in words
    "recurrent_simple": (
        "Uma célula recorrente simples (entradas: {inputs}, unidades: {units}) lê uma sequência (passos de tempo: {times}). "
        "O primeiro índice de $x$, $a$ e $h$ é o passo de tempo; $h0$ é o estado antes do primeiro. "
        "$W$ pondera a entrada e $U$ o estado anterior."
    ),
    "recurrent_lstm": (
        "Uma célula LSTM (entradas: {inputs}, unidades: {units}) lê uma sequência (passos de tempo: {times}) com uma porta "
        "de esquecimento $f$, uma porta de entrada $i$, uma porta de saída $o$ e um candidato $g$. O primeiro índice do "
        "que é calculado é o passo de tempo; $h0$ e $c0$ são o estado e a memória antes do primeiro. "
        "$W$ pondera a entrada e $U$ o estado anterior."
    ),
    "recurrent_gru_new": (
        "Uma célula GRU (entradas: {inputs}, unidades: {units}) lê uma sequência (passos de tempo: {times}) com uma porta "
        "de atualização $z$, uma porta de reinício $r$ e um candidato $n$. O primeiro índice do que é calculado é o passo "
        "de tempo; $h0$ é o estado antes do primeiro. $W$ pondera a entrada e $U$ o estado anterior. "
        "Aqui $z$ é a parte do novo candidato e $1 - z$ a do estado anterior."
    ),
    "recurrent_gru_old": (
        "Uma célula GRU (entradas: {inputs}, unidades: {units}) lê uma sequência (passos de tempo: {times}) com uma porta "
        "de atualização $z$, uma porta de reinício $r$ e um candidato $n$. O primeiro índice do que é calculado é o passo "
        "de tempo; $h0$ é o estado antes do primeiro. $W$ pondera a entrada e $U$ o estado anterior. "
        "Aqui $z$ é a parte do estado anterior e $1 - z$ a do novo candidato."
    ),
    # quantities for people who do not know the names; without articles, which would contract
    "role input": "entrada",
    "role weight": "peso",
    "role bias": "viés",
    "role target": "alvo",
    "role learning rate": "taxa de aprendizado",
    "role weighted sum": "soma ponderada",
    "role activation": "ativação",
    "role loss": "perda",
    "role what the optimiser remembers": "memória do otimizador",
    "derivative_of": "derivada de {of} em relação a {by}",
    "it": "grandeza",
    "change_of": "variação de {what}",
    "quantity_named": "grandeza {name}",
    "after_the_update": "{what} após a atualização",
    "after_updates": "{what} após {count} atualizações",
    "in_layer": "{what} na camada {layer}",
    "of_example": "{what} do exemplo {example}",
    "at_time": "{what} no passo de tempo {time}",
    "weight_between": "{what} para a unidade {to} vindo da unidade {from}",
    "input_number": "entrada {number}",
    "weight_from_input": "{what} para a unidade {to} vindo da entrada {from}",
    "weight_from_state": "{what} para a unidade {to} vindo da unidade {from} do passo anterior",
    "in_row_and_column": "{what} na linha {row}, coluna {column}",
    "of_input": "{what} da entrada {input}",
    "after_example": "{what} após o exemplo {example}",
    "at_the_start": "{what} no início",
    "remembered": "memória do otimizador para {what}",
    "of_unit": "{what} da unidade {unit}",
    "of_unit_for_example": "{what} da unidade {unit} para o exemplo {example}",
    "at_indices": "{what} em {indices}",
    "answer_in_words": "resposta com palavras",
    "formula_of": "fórmula de {what}",
    # the policy
    "percent": "{number} %",
    "policy_decimals": (
        "Guarde {keep} pelo caminho e dê {answer}: tudo o que assim pode sair está certo, "
        "e o resultado sem arredondar também."
    ),
    "policy_whole": "Dê números inteiros; como encontrá-los fica a seu critério.",
    "policy_earns": "{what} vale {share}.",
    "policy_short": "{share} por {what}",
    "semicolon": "; ",
    "full_stop": "{sentence}.",
    "policy_late": "Cada dia que começa depois do prazo tira {share} dos pontos obtidos.",
    "policy_late_all": "O que chega depois do prazo não vale pontos.",
    "policy_best": "Se você entregar mais de uma vez, vale a melhor tentativa.",
    "policy_last": "Se você entregar mais de uma vez, vale a última tentativa.",
    "policy_round": "O total é arredondado para {unit}; bem no meio, para cima.",
    "policy_percent": "O sinal de porcentagem é lido: 25 % é 0,25.",
    "policy_comma": "Você pode escrever os decimais com vírgula ou com ponto.",
    "full_points": "todos os pontos",
    "share_of_points": "{share} dos pontos",
    "half": "metade",
    "a_quarter": "um quarto",
    "three_quarters": "três quartos",
    "whole_points": "pontos inteiros",
    "half_points": "meios pontos",
    "quarter_points": "quartos de ponto",
    "multiples_of_points": "múltiplos de {unit} ponto",
    "credit_follow_through": "um número que decorre corretamente dos seus próprios números anteriores",
    "credit_rounded_early": "um número arredondado cedo demais",
    "credit_decimal_slip": "um número com os algarismos certos, mas com a vírgula no lugar errado",
    "credit_sign_slip": "um número certo a menos do sinal",
    "credit_last_digit_slip": "um número cujo último algarismo não confere",
    "credit_misconception": "um número que um método errado conhecido dá",
    # what an answer is, and why
    "outcome_right": "certo",
    "outcome_follow_through": "certo com os seus números anteriores",
    "outcome_misconception": "como dá um método errado conhecido",
    "outcome_rounded_early": "arredondado cedo demais",
    "outcome_decimal_slip": "vírgula fora do lugar",
    "outcome_sign_slip": "sinal trocado",
    "outcome_last_digit_slip": "último algarismo diferente",
    "outcome_wrong": "errado",
    "outcome_unreadable": "ilegível",
    "outcome_blank": "vazio",
    "outcome_written": "corrigido por uma pessoa",
    "reason_follow_through": (
        "Este não é o número da sua folha, mas decorre corretamente do que você escreveu{believed}."
    ),
    "reason_rounded_early": "Quase, mas arredondado cedo demais: guarde {keep} pelo caminho e dê {answer}.",
    "reason_decimal_slip": "Os algarismos estão certos; a vírgula está no lugar errado.",
    "reason_sign_slip": "O número está certo a menos do sinal.",
    "reason_last_digit_slip": "O número está certo a menos dos últimos algarismos.",
    "reason_unreadable": "Isto não pode ser lido como resposta.",
    "reason_one_cause": "Este número é compatível com: ",
    "reason_several_causes": "Vários métodos dão este número, e ele não diz qual foi: ",
    "reason_or": "; ou: ",
    "reason_cause_end": ". ",
    "reason_with_own": "Partiu-se do que você escreveu{believed}.",
    "reason_wrong": "Nenhum deslize ou método conhecido dá este número.",
    "reason_formula": "Esta fórmula não dá o valor certo.",
    "reason_blank": "Nada está escrito aqui.",
    "reason_written": "Uma pessoa lê e corrige esta resposta.",
    "reason_void": "Este campo não conta.",
    "decided": "Decisão ({who}): {words}.",
    "a_person": "uma pessoa",
    "the_staff": "a equipe docente",
    "believed_at": " em {labels}",
    "believed_earlier": " antes",
    "all_right": "Tudo está certo.",
    "empty": "Nada está escrito neste exercício.",
    "right_up_to": "Tudo está certo até {label}, inclusive.",
    "first_look": "Olhe primeiro {label}:",
    "first_before": "Olhe primeiro o caminho até {label}: algo deu errado ali em",
    "first_before_rest": ", que não foi pedido.",
    "credited": "O que daí decorre em {labels} está certo com os seus números.",
    "whole_total": "{total} de {out_of} pontos",
    "day_late": "1 dia de atraso",
    "days_late": "{count} dias de atraso",
    "taken_off": "{late} ({share} a menos)",
    "attempt": "tentativa {attempt} de {attempts}",
    "exercise_says": "Exercício {number}: {text}",
    "waits": "Ainda não contado, pois uma pessoa corrige: {labels}.",
    # for programs of others
    "check_answers": "Verificar as minhas respostas",
    "practice": (
        "Prática: estes números não são de ninguém. Verifique quantas "
        "vezes quiser; quando todos os campos estiverem preenchidos e verificados, abre-se abaixo a solução passo a passo."
    ),
    "practice_score": "{count} de {all} corretas",
    "type_decimals": (
        "Digite cada resposta como número decimal com ponto, por exemplo -0.0731: "
        "com um sinal de menos comum (ASCII), sem unidades, frações ou expressões."
    ),
    "to_from": ": para ↓, de →",
}
