"""Known wrong methods in Portuguese: what each is called, and the first line that a student reads."""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[str, tuple[str, str]] = {
    "no-hidden-activation": (
        "ativação oculta omitida",
        "Uma unidade oculta não apenas soma: o que a sua ativação faz da soma ponderada?",
    ),
    "softmax-as-sigmoid": (
        "uma sigmoide para cada saída no lugar de softmax",
        "As suas saídas somam 1? Softmax divide pela soma sobre todas as classes.",
    ),
    "softmax-without-exp": (
        "softmax sem a exponencial",
        "Softmax reparte potências de e, não as próprias somas.",
    ),
    "bias-forgotten": ("viés esquecido na soma ponderada", "Uma soma ponderada termina com o seu viés. Onde está ele?"),
    "threshold-sign": ("limiar somado, não subtraído", "Neste curso o limiar se subtrai da soma ponderada."),
    "transposed-forward": (
        "matriz de pesos transposta na propagação para a frente",
        "Siga a aresta no desenho: de qual unidade sai este peso, e em qual entra?",
    ),
    "log10": ("logaritmo de base dez", "Em aprendizado de máquina, log é o logaritmo natural, ln."),
    "log2": ("logaritmo de base dois", "Em aprendizado de máquina, log é o logaritmo natural, ln."),
    "bce-second-term-missing": (
        "segundo termo da entropia cruzada binária omitido",
        "Com alvo 0, a sua perda é 0 para qualquer saída. E o termo com 1 − d?",
    ),
    "bce-terms-swapped": (
        "termos da entropia cruzada binária trocados",
        "Qual logaritmo corresponde ao alvo 1: o de y, ou o de 1 − y?",
    ),
    "target-index": ("entropia cruzada de outra classe", "Confira qual classe é o alvo."),
    "target-output-swapped": (
        "sinal da derivada da perda trocado",
        "Onde a saída está acima do alvo, que sinal tem a derivada da perda?",
    ),
    "extra-factor-2": ("1/2 do erro quadrático esquecido", "O que o 1/2 da perda faz com a sua derivada?"),
    "missing-factor-2": (
        "fator 2 de um quadrado perdido",
        "Há um 1/2 nesta perda? O que o quadrado traz para a frente ao derivar?",
    ),
    "no-batch-mean": (
        "soma sobre o lote no lugar da média",
        "Divida pelo número de exemplos: veja a fórmula da perda.",
    ),
    "forgot-output-derivative": (
        "derivada da ativação de saída omitida",
        "A saída depende da sua soma através da ativação: que fator leva de uma à outra?",
    ),
    "sigma-prime-of-y": (
        "ativação aplicada duas vezes na derivada da saída",
        "s'(z) = s(z)(1 − s(z)), e s(z) já é y: quantas vezes se aplica a ativação?",
    ),
    "sum-for-output": (
        "z(1 − z) no lugar de y(1 − y)",
        "A derivada se escreve com a saída, y(1 − y), não com a soma z.",
    ),
    "squared-error-delta": (
        "delta do erro quadrático com entropia cruzada",
        "Este delta é do erro quadrático. Qual é a derivada do logaritmo?",
    ),
    "cross-entropy-delta": (
        "y − d com um erro quadrático",
        "O atalho y − d só vale para entropia cruzada com sigmoide ou softmax.",
    ),
    "softmax-elementwise": (
        "softmax derivado como uma sigmoide",
        "Aumentar uma soma abaixa as outras saídas: a jacobiana tem termos -y_i y_j fora da diagonal.",
    ),
    "jacobian-sign": (
        "sinal dos termos de softmax fora da diagonal",
        "Fora da diagonal a jacobiana de softmax é negativa: aumentar uma soma abaixa as outras saídas.",
    ),
    "relu-gate-ignored": (
        "inclinação 1 para uma ReLU desligada",
        "Uma unidade tinha soma negativa. Que inclinação tem ReLU ali?",
    ),
    "relu-gate-on-upstream": (
        "ReLU aberta conforme o sinal do gradiente que chega",
        "A inclinação de ReLU depende da sua própria soma, não do gradiente que chega.",
    ),
    "forgot-hidden-derivative": (
        "derivada da ativação oculta omitida",
        "A unidade oculta também tem ativação: falta um fator.",
    ),
    "hidden-sigma-prime-of-y": (
        "ativação aplicada duas vezes em uma derivada oculta",
        "s'(z) = s(z)(1 − s(z)), e s(z) já é a saída da unidade: quantas vezes se aplica a ativação?",
    ),
    "tanh-slope": ("1 − y no lugar de 1 − y²", "A inclinação de tanh é 1 − y², com o quadrado."),
    "updated-weights": (
        "pesos novos usados na retropropagação",
        "Todos os gradientes são tomados nos pesos antigos; depois todos os pesos se movem. Quais pesos estão aqui?",
    ),
    "transposed-backward": (
        "matriz de pesos não transposta na retropropagação",
        "Siga as arestas para trás: quais pesos saem desta unidade?",
    ),
    "missing-path": (
        "só um dos caminhos de uma unidade seguido",
        "Esta unidade alimenta várias outras. Some o que volta de cada uma.",
    ),
    "weight-forgotten": (
        "peso omitido na cadeia",
        "A derivada da soma seguinte em relação a esta saída é um peso. Onde está ele?",
    ),
    "activation-for-input": (
        "saída da unidade no lugar da sua entrada",
        "A derivada de uma soma em relação a um peso é o que entra por essa aresta.",
    ),
    "sum-for-activation": (
        "soma ponderada no lugar da ativação anterior",
        "Pela aresta entra a saída da unidade, depois da sua ativação.",
    ),
    "bias-times-input": (
        "gradiente de um viés vezes uma entrada",
        "Um viés se soma como é: na sua derivada não há entrada.",
    ),
    "ascent-sign": ("passo dado morro acima", "Morro acima a perda cresceria. Que sinal usa a descida?"),
    "forgot-rate": (
        "taxa de aprendizado omitida",
        "Um passo toma uma parte do gradiente. Onde está a taxa de aprendizado?",
    ),
    "gradient-reported": (
        "gradiente dado como novo valor",
        "Este é o gradiente. Falta um passo: o novo valor.",
    ),
    "change-reported": ("variação dada como novo valor", "Esta é a variação. Some-a ao valor antigo."),
    "no-update": ("valor antigo dado como novo", "Nada se moveu. O gradiente é mesmo 0?"),
    "bias-not-updated": (
        "vieses deixados como estavam",
        "Os vieses também aprendem: movem-se como os pesos.",
    ),
    "no-bias-correction": (
        "momentos não corrigidos pelo começo em 0",
        "m e v começam em 0: divida por 1 − beta^t.",
    ),
    "epsilon-place": (
        "épsilon do outro lado da raiz",
        "Épsilon se soma antes de tirar a raiz, ou depois?",
    ),
    "next-step-number": (
        "número do passo deslocado em um",
        "Os passos se contam a partir de 1: qual é este?",
    ),
    "momentum-averaged": (
        "momento tomado como média móvel",
        "Aqui a velocidade toma o gradiente inteiro, não uma parte de 1 − mu.",
    ),
    "nothing-remembered": (
        "memória do otimizador omitida",
        "O otimizador lembra os passos anteriores: com o que ele começou?",
    ),
    "kernel-flipped": (
        "núcleo posto ao contrário",
        "Neste curso o núcleo é invertido, ou posto como está impresso? A folha diz.",
    ),
    "pool-gradient-to-all": (
        "gradiente do max pooling dado a todos os elementos",
        "Só o maior elemento de uma janela moveu o máximo: quem recebe o gradiente?",
    ),
    "mean-for-max": ("média no lugar do máximo", "O max pooling mantém o maior número da sua janela."),
    "dropout-not-scaled": (
        "dropout sem escalar o que se mantém",
        "O dropout invertido divide o que mantém pela parte mantida.",
    ),
    "other-variance": (
        "variância com o outro divisor",
        "Esta variância divide por n ou por n − 1? A folha diz.",
    ),
    "not-centred": ("média não subtraída", "Antes de escalar um valor, subtrai-se a média."),
    "variance-for-deviation": (
        "dividido pela variância, não pela sua raiz",
        "Divida pelo desvio padrão: a raiz da variância.",
    ),
    "attention-unscaled": (
        "pontuações não escaladas",
        "Neste curso cada pontuação se divide pela raiz da dimensão.",
    ),
    "attention-scaled-by-dimension": (
        "pontuações divididas pela dimensão, não pela sua raiz",
        "As pontuações se dividem pela raiz da dimensão.",
    ),
    "attention-axis": (
        "softmax sobre o eixo errado",
        "Os pesos de uma consulta sobre todas as chaves somam 1: e os seus?",
    ),
    "gru-mixing-swapped": (
        "estado antigo e novo misturados ao contrário",
        "z é a parte do novo candidato, ou do estado anterior? A folha diz.",
    ),
    "memory-not-squashed": (
        "tanh omitida na memória de um LSTM",
        "O estado mostra a memória através de tanh.",
    ),
    "sign-slip": ("sinal perdido", "O sinal está certo?"),
    "point-right": ("vírgula decimal uma casa a mais para a direita", "A vírgula decimal está no lugar certo?"),
    "point-left": ("vírgula decimal uma casa a mais para a esquerda", "A vírgula decimal está no lugar certo?"),
    "sign-and-point-right": (
        "sinal perdido e vírgula decimal uma casa a mais para a direita",
        "O sinal está certo? A vírgula decimal está no lugar certo?",
    ),
    "sign-and-point-left": (
        "sinal perdido e vírgula decimal uma casa a mais para a esquerda",
        "O sinal está certo? A vírgula decimal está no lugar certo?",
    ),
    "point-far-right": ("vírgula decimal duas casas a mais para a direita", "A vírgula decimal está no lugar certo?"),
    "point-far-left": ("vírgula decimal duas casas a mais para a esquerda", "A vírgula decimal está no lugar certo?"),
}
