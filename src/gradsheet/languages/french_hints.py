"""Known wrong methods in French: what each is called, and the first line that a student reads."""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[str, tuple[str, str]] = {
    "no-hidden-activation": (
        "activation de la couche cachée omise",
        "Une unité cachée ne fait pas qu’additionner : que fait son activation de la somme pondérée ?",
    ),
    "softmax-as-sigmoid": (
        "une sigmoïde pour chaque sortie à la place du softmax",
        "La somme de vos sorties vaut-elle 1 ? Le softmax divise par la somme sur toutes les classes.",
    ),
    "softmax-without-exp": (
        "softmax sans l’exponentielle",
        "Le softmax répartit des puissances de e, pas les sommes elles-mêmes.",
    ),
    "bias-forgotten": (
        "biais oublié dans la somme pondérée",
        "Une somme pondérée se termine par son biais. Où est-il ?",
    ),
    "threshold-sign": (
        "seuil ajouté au lieu d’être retranché",
        "Dans ce cours, le seuil se retranche de la somme pondérée.",
    ),
    "transposed-forward": (
        "matrice des poids transposée dans la propagation avant",
        "Suivez l’arête sur le dessin : quelle unité ce poids quitte-t-il, et dans laquelle entre-t-il ?",
    ),
    "log10": ("logarithme décimal", "En apprentissage automatique, log est le logarithme népérien, ln."),
    "log2": ("logarithme en base deux", "En apprentissage automatique, log est le logarithme népérien, ln."),
    "bce-second-term-missing": (
        "deuxième terme de l’entropie croisée binaire omis",
        "Pour une cible de 0, votre perte vaut 0 quelle que soit la sortie. Et le terme en 1 − d ?",
    ),
    "bce-terms-swapped": (
        "termes de l’entropie croisée binaire échangés",
        "Quel logarithme va avec une cible de 1 : celui de y, ou celui de 1 − y ?",
    ),
    "target-index": ("entropie croisée d’une autre classe", "Vérifiez quelle classe est la cible."),
    "target-output-swapped": (
        "signe de la dérivée de la perte inversé",
        "Quand la sortie dépasse sa cible, quel est le signe de la dérivée de la perte ?",
    ),
    "extra-factor-2": ("1/2 de l’erreur quadratique oublié", "Que fait le 1/2 de la perte à sa dérivée ?"),
    "missing-factor-2": (
        "facteur 2 d’un carré perdu",
        "Y a-t-il un 1/2 dans cette perte ? Que fait descendre le carré ?",
    ),
    "no-batch-mean": (
        "somme sur le lot à la place de sa moyenne",
        "Divisez par le nombre d’exemples : voyez la formule de la perte.",
    ),
    "forgot-output-derivative": (
        "dérivée de l’activation de sortie omise",
        "La sortie dépend de sa somme à travers l’activation : quel facteur mène de l’une à l’autre ?",
    ),
    "sigma-prime-of-y": (
        "activation appliquée deux fois dans la dérivée de la sortie",
        "s'(z) = s(z)(1 − s(z)), et s(z) est déjà y : combien de fois l’activation est-elle appliquée ?",
    ),
    "sum-for-output": (
        "z(1 − z) à la place de y(1 − y)",
        "La dérivée s’écrit avec la sortie, y(1 − y), pas avec la somme z.",
    ),
    "squared-error-delta": (
        "delta de l’erreur quadratique avec une entropie croisée",
        "Ce delta appartient à l’erreur quadratique. Quelle est la dérivée du logarithme ?",
    ),
    "cross-entropy-delta": (
        "y − d avec une erreur quadratique",
        "Le raccourci y − d ne vaut que pour l’entropie croisée avec sigmoïde ou softmax.",
    ),
    "softmax-elementwise": (
        "softmax dérivé comme une sigmoïde",
        "Augmenter une somme abaisse les autres sorties : la jacobienne a des termes -y_i y_j hors de sa diagonale.",
    ),
    "jacobian-sign": (
        "signe des termes du softmax hors de la diagonale",
        "Hors de la diagonale, la jacobienne du softmax est négative : augmenter une somme abaisse les autres sorties.",
    ),
    "relu-gate-ignored": (
        "pente 1 pour une ReLU éteinte",
        "Une unité avait une somme négative. Quelle pente a ReLU à cet endroit ?",
    ),
    "relu-gate-on-upstream": (
        "ReLU ouverte selon le signe du gradient qui arrive",
        "La pente de ReLU dépend de sa propre somme, pas du gradient qui arrive.",
    ),
    "forgot-hidden-derivative": (
        "dérivée de l’activation cachée omise",
        "L’unité cachée a aussi une activation : il manque un facteur.",
    ),
    "hidden-sigma-prime-of-y": (
        "activation appliquée deux fois dans une dérivée cachée",
        "s'(z) = s(z)(1 − s(z)), et s(z) est déjà la sortie de l’unité : combien de fois l’activation est-elle appliquée ?",
    ),
    "tanh-slope": ("1 − y à la place de 1 − y²", "La pente de tanh est 1 − y², avec le carré."),
    "updated-weights": (
        "nouveaux poids utilisés dans la rétropropagation",
        "Tous les gradients se prennent aux anciens poids, puis tous les poids bougent. Quels poids figurent ici ?",
    ),
    "transposed-backward": (
        "matrice des poids non transposée dans la rétropropagation",
        "Suivez les arêtes à rebours : quels poids quittent cette unité ?",
    ),
    "missing-path": (
        "un seul des chemins d’une unité suivi",
        "Cette unité en alimente plusieurs autres. Additionnez ce qui revient de chacune.",
    ),
    "weight-forgotten": (
        "poids oublié dans la chaîne",
        "La dérivée de la somme suivante par rapport à cette sortie est un poids. Où est-il ?",
    ),
    "activation-for-input": (
        "sortie de l’unité à la place de son entrée",
        "La dérivée d’une somme par rapport à un poids est ce qui entre par cette arête.",
    ),
    "sum-for-activation": (
        "somme pondérée à la place de l’activation précédente",
        "Ce qui entre par l’arête est la sortie de l’unité, après son activation.",
    ),
    "bias-times-input": (
        "gradient d’un biais multiplié par une entrée",
        "Un biais s’ajoute tel quel : aucune entrée ne figure dans sa dérivée.",
    ),
    "ascent-sign": ("pas fait vers le haut", "Vers le haut, la perte augmenterait. Quel signe a la descente ?"),
    "forgot-rate": (
        "taux d’apprentissage oublié",
        "Un pas prend une part du gradient. Où est le taux d’apprentissage ?",
    ),
    "gradient-reported": (
        "gradient donné comme nouvelle valeur",
        "C’est le gradient. Il reste un pas : la nouvelle valeur.",
    ),
    "change-reported": (
        "variation donnée comme nouvelle valeur",
        "C’est la variation. Ajoutez-la à l’ancienne valeur.",
    ),
    "no-update": (
        "ancienne valeur donnée comme nouvelle",
        "Rien n’a bougé. Le gradient est-il vraiment nul ?",
    ),
    "bias-not-updated": ("biais laissés tels quels", "Les biais apprennent aussi : ils bougent comme les poids."),
    "no-bias-correction": (
        "moments non corrigés de leur départ à 0",
        "m et v partent de 0 : divisez par 1 − beta^t.",
    ),
    "epsilon-place": (
        "epsilon de l’autre côté de la racine",
        "Epsilon s’ajoute-t-il avant de prendre la racine, ou après ?",
    ),
    "next-step-number": ("numéro du pas décalé de un", "Les pas se comptent à partir de 1 : lequel est-ce ?"),
    "momentum-averaged": (
        "moment pris comme une moyenne courante",
        "Ici, la vitesse prend le gradient entier, pas une part de 1 − mu.",
    ),
    "nothing-remembered": (
        "mémoire de l’optimiseur omise",
        "L’optimiseur se souvient des pas précédents : d’où est-il parti ?",
    ),
    "kernel-flipped": (
        "noyau posé à l’envers",
        "Dans ce cours, le noyau est-il retourné, ou posé comme il est écrit ? La feuille le dit.",
    ),
    "pool-gradient-to-all": (
        "gradient du max pooling donné à tous les termes",
        "Seul le plus grand terme d’une fenêtre a fait bouger le maximum : qui reçoit le gradient ?",
    ),
    "mean-for-max": ("moyenne à la place du maximum", "Le max pooling garde le plus grand nombre de sa fenêtre."),
    "dropout-not-scaled": (
        "dropout sans mise à l’échelle de ce qui reste",
        "Le dropout inversé divise ce qu’il garde par la part gardée.",
    ),
    "other-variance": (
        "variance avec l’autre diviseur",
        "Cette variance divise-t-elle par n ou par n − 1 ? La feuille le dit.",
    ),
    "not-centred": ("moyenne non retranchée", "Avant la mise à l’échelle, on retranche la moyenne."),
    "variance-for-deviation": (
        "divisé par la variance, non par sa racine",
        "Divisez par l’écart type : la racine de la variance.",
    ),
    "attention-unscaled": (
        "scores non mis à l’échelle",
        "Dans ce cours, chaque score se divise par la racine de la dimension.",
    ),
    "attention-scaled-by-dimension": (
        "scores divisés par la dimension, non par sa racine",
        "Les scores se divisent par la racine de la dimension.",
    ),
    "attention-axis": (
        "softmax sur le mauvais axe",
        "Les poids d’une requête sur toutes les clés ont pour somme 1 : et les vôtres ?",
    ),
    "gru-mixing-swapped": (
        "ancien et nouvel état mélangés dans l’autre sens",
        "z est-il la part du nouveau candidat, ou de l’ancien état ? La feuille le dit.",
    ),
    "memory-not-squashed": (
        "tanh omise sur la mémoire d’un LSTM",
        "L’état montre la mémoire à travers tanh.",
    ),
    "sign-slip": ("signe perdu", "Le signe est-il juste ?"),
    "point-right": ("virgule décalée d’un rang de trop vers la droite", "La virgule est-elle à sa place ?"),
    "point-left": ("virgule décalée d’un rang de trop vers la gauche", "La virgule est-elle à sa place ?"),
    "sign-and-point-right": (
        "signe perdu et virgule décalée d’un rang de trop vers la droite",
        "Le signe est-il juste ? La virgule est-elle à sa place ?",
    ),
    "sign-and-point-left": (
        "signe perdu et virgule décalée d’un rang de trop vers la gauche",
        "Le signe est-il juste ? La virgule est-elle à sa place ?",
    ),
    "point-far-right": ("virgule décalée de deux rangs de trop vers la droite", "La virgule est-elle à sa place ?"),
    "point-far-left": ("virgule décalée de deux rangs de trop vers la gauche", "La virgule est-elle à sa place ?"),
}
