"""What is printed in French."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # how words and numbers stand together
    "space": " ",
    "comma": ", ",
    "and": " et ",
    "or": " ou ",
    "stop": ".",
    "between_numbers": " ; ",
    "between_rows": " | ",
    # labels
    "sheet": "Feuille d’exercices",
    "key": "CORRIGÉ",
    "name": "Nom",
    "name_is": "Nom :",
    "id": "N° étudiant",
    "id_is": "N° étudiant :",
    "exercise": "Exercice",
    "version": "Version {version}",
    "signature": "Signature",
    "minutes": "{count} minutes",
    "exercises": "{count} exercices",
    "one_exercise": "1 exercice",
    "total": "Total",
    "reached": "Obtenus",
    "rule_name": "Vérifiez votre nom et votre numéro, puis signez ci-dessous.",
    "rule_no_name": "Écrivez votre nom et votre numéro, puis signez ci-dessous.",
    "rule_code": "Chaque feuille porte le code {code} et indique leur nombre : vérifiez qu’il n’en manque aucune.",
    "rule_boxes": "Écrivez chaque réponse dans sa case et vos calculs à la place prévue.",
    "rule_calculator": "Une calculatrice est autorisée. Téléphones, montres connectées et ordinateurs sont interdits.",
    "rule_no_calculator": (
        "La calculatrice est interdite : les valeurs des fonctions nécessaires figurent dans des tableaux."
    ),
    "rule_quiet": "Ne parlez pas à vos voisins. Leurs nombres ne sont pas les vôtres.",
    "spare_sheets": "Copies de réserve",
    "group": "Groupe {group}",
    "sheets": "Feuilles : {count}",
    "keys": "Corrigés : {count}",
    "points": "points",
    "points_head": "Points",
    "point": "point",
    "page": "page {page} sur {pages}",
    "given": "Données",
    "given_is": "Données :",
    "told": "Déjà calculé pour vous",
    "told_is": "Déjà calculé pour vous :",
    "tables": "Sans calculatrice : valeurs des fonctions",
    "table_words": "tout le reste se calcule à la main ; si un argument n’y figure pas, prenez le plus proche",
    "answers": "Vos réponses",
    "row": "ligne",
    "each_box": "chaque case {points}",
    "grid": "Le tableau rempli",
    "work": "Place pour vos calculs",
    "written": "Répondez par des phrases.",
    "choose": "Cochez le bon nombre.",
    "options": "Les nombres proposés, et d’où vient chacun",
    "right_option": "juste",
    "formula_for": "formule de",
    "formula_in_names": "Répondez par une formule avec les noms des grandeurs, sans valeurs numériques.",
    "formula": "Donnez une formule pour",
    "inputs": "entrées",
    "input": "entrée",
    "rows": "dans une matrice, chaque ligne correspond à l’unité d’arrivée, chaque colonne à l’unité de départ",
    "rows_from": "dans une matrice, chaque ligne correspond à l’unité de départ, chaque colonne à l’unité d’arrivée",
    "weighted_sum": "somme pondérée",
    "activation_of_unit": "activation",
    "output": "sortie",
    "loss_value": "perte",
    "new_weight": "nouveau poids",
    "new_bias": "nouveau biais",
    "new_threshold": "nouveau seuil",
    "new_loss": "nouvelle perte",
    "new_value": "nouvelle valeur",
    "weight_change": "variation du poids",
    "bias_change": "variation du biais",
    "threshold_change": "variation du seuil",
    "change": "variation",
    "solution": "Solution détaillée",
    "forward": "Propagation avant",
    "loss": "Perte",
    "backward": "Rétropropagation",
    "update": "Mise à jour",
    "answer_table": "Réponses, et ce qui est accepté",
    "blank": "Case",
    "quantity": "Grandeur",
    "answer": "Réponse",
    "exact": "Valeur exacte",
    "exactly": "exactement",
    "accepted": "Accepté de",
    "to": "à",
    "by_person": "corrigé par une personne",
    # feedback
    "feedback": "Retour",
    "feedback_on": "Retour sur {title}",
    "sheet_code": "Feuille",
    "points_of": "{points} sur {worth}",
    "handed_in": "rendu le {when}",
    "nothing_handed_in": "Rien n’a été rendu.",
    "blanks_earn": "les cases rapportent {earned}",
    "you_wrote": "Votre réponse",
    "mark": "Évaluation",
    "why": "Pourquoi",
    "nothing_written": "rien",
    "right_answer": "Bonne réponse",
    "solution_held": "La solution détaillée n’est pas montrée ici.",
    "solution_held_until": "La solution détaillée suivra quand le délai sera écoulé pour tout le monde : {when}.",
    "how_marked": "Comment les points sont attribués",
    "in_words": "par des phrases",
    "answer_note": (
        "La réponse est ce que donnent les lignes ci-dessus, chacune arrondie à {keep} (un cinq s’arrondit vers le "
        "haut), avec {answer} ; la valeur exacte est ce que donne le calcul sans arrondi. Les deux sont justes : "
        "l’intervalle accepté autour d’elle contient ce qu’obtient quiconque arrondit en chemin comme demandé, "
        "et quiconque n’arrondit qu’à la fin."
    ),
    "answer_note_whole": (
        "La réponse est ce que donnent les lignes ci-dessus ; la valeur exacte est ce que donne le calcul sans arrondi. "
        "L’intervalle accepté entoure la valeur exacte."
    ),
    "entry_by_entry": "Entre matrices, un produit avec un cercle se fait terme à terme, de même qu’un carré avec un cercle.",
    "answers_differ": "Les deux diffèrent au dernier chiffre en {labels} : l’une comme l’autre est acceptée.",
    "more_decimals": (
        "Ici les lignes gardent {decimals}, et non {keep} : avec moins, une ligne n’aurait pas de valeur, ou une "
        "réponse tomberait hors de ce qui est accepté."
    ),
    # the sheet as a page for screen readers and keyboards
    "to_first_blank": "Aller à la première case",
    "drawing": "Dessin",
    "drawing_in_words": "Le dessin décrit en mots",
    "save_answers": "Enregistrer les réponses",
    "open_answers": "Ouvrir un fichier enregistré",
    "clear_answers": "Effacer toutes les réponses",
    "how_to_save": (
        "Remplissez les cases, enregistrez vos réponses dans un fichier et remettez ce fichier. "
        "Pendant la saisie, elles sont aussi conservées dans ce navigateur."
    ),
    "answers_filled": "{count} sur {all} remplies",
    "answers_saved": "Enregistré sous {file}. Remettez ce fichier.",
    "answers_empty": "Rien n’est encore rempli, il n’y a donc rien à enregistrer.",
    "answers_opened": "Les réponses de {file} sont reprises.",
    "answers_kept": "Les réponses saisies ici auparavant sont reprises.",
    "answers_foreign": "{file} appartient à une autre feuille ; rien n’a été changé.",
    "answers_unread": "{file} ne contient pas de réponses enregistrées ; rien n’a été changé.",
    "answers_cleared": "Toutes les réponses sont effacées.",
    "clear_really": "Effacer toutes les réponses de cette page ?",
    "without_script": (
        "Les scripts sont désactivés ici : cette feuille ne peut pas enregistrer de réponses. "
        "Activez-les, ou prenez le PDF."
    ),
    # losses in words
    "loss binary cross-entropy": "l’entropie croisée binaire",
    "loss cross-entropy": "l’entropie croisée",
    "loss half squared error": "la demi-somme des carrés des erreurs",
    "loss squared error": "la somme des carrés des erreurs",
    "loss mean squared error": "la moyenne des carrés des erreurs",
    "loss absolute error": "la somme des valeurs absolues des erreurs",
    "loss mean absolute error": "la moyenne des valeurs absolues des erreurs",
    "loss hinge": "la perte hinge",
    "loss squared hinge": "la perte hinge au carré",
    "loss multiclass hinge": "la perte hinge sur les classes fausses",
    "loss upstream": "la somme des sorties, chacune multipliée par son gradient venu d’en haut",
    "summed": "{loss}, sommée sur les sorties",
    # the network in words
    "network": "Un réseau a {parts}.",
    "one_input": "1 entrée",
    "many_inputs": "{count} entrées",
    "hidden": "une couche cachée de {units}",
    "last": "une couche de sortie de {units}",
    "unit": "1 unité {activation}",
    "units": "{count} unités {activation}",
    "linear_unit": "1 unité linéaire",
    "linear_units": "{count} unités linéaires",
    "own_unit": "1 unité",
    "own_units": "{count} unités",
    "identity": "linéaire",
    "relu": "ReLU",
    "sigmoid": "sigmoïde",
    "tanh": "tanh",
    "leaky relu": "leaky ReLU",
    "elu": "ELU",
    "softplus": "softplus",
    "threshold": "à seuil",
    "softmax": "softmax",
    "no_bias": "Il n’y a pas de biais.",
    "every_unit": "Chaque unité",
    "one_unit": "Chaque unité de la couche {layers}",
    "some_unit": "Chaque unité des couches {layers}",
    "every_units": "L’ensemble des unités d’une couche",
    "one_units": "L’ensemble des unités de la couche {layers}",
    "some_units": "L’ensemble des unités de chacune des couches {layers}",
    "bias_each": "{whose} a un biais.",
    "bias_shared": "{whose} partage un seul biais.",
    "bias_on +1": "{whose} a un biais : le poids d’une entrée qui vaut toujours 1.",
    "bias_on -1": "{whose} a un biais : le poids d’une entrée qui vaut toujours -1.",
    "bias_threshold": "{whose} a un seuil, que l’on retranche de la somme pondérée de ses entrées.",
    "activation": "Les unités de la couche {layer} calculent",
    "weight_ends": "est le poids vers l’unité {to} depuis l’unité {from}",
    "weight_ends_layer": "est le poids de la couche {layer} vers l’unité {to} depuis l’unité {from} de la couche précédente",
    "weight_ends_input": "est le poids vers l’unité {to} depuis l’entrée {from}",
    "weight_ends_from": "est le poids de l’unité {from} vers l’unité {to}",
    "weight_ends_layer_from": "est le poids de la couche {layer} de l’unité {from} de la couche précédente vers l’unité {to}",
    "weight_ends_input_from": "est le poids de l’entrée {from} vers l’unité {to}",
    "all_numbers": "entrées et unités sont numérotées ensemble",
    "node_numbers": "les unités sont numérotées à travers les couches, les entrées à part",
    "weight_numbers": "les poids sont numérotés à travers le réseau, unité par unité",
    "unit_sum": "est la somme pondérée de l’unité {unit},",
    "unit_sum_layer": "est la somme pondérée de l’unité {unit} de la couche {layer},",
    "unit_bias": "son biais,",
    "unit_threshold": "son seuil,",
    "layer_bias": "le biais de sa couche,",
    "unit_output": "sa sortie",
    "unit_target": "sa cible",
    "raised_layer": "le nombre en exposant est la couche, pas une puissance",
    "raised_example": "le nombre en exposant est l’exemple, pas une puissance",
    "raised_both": "les nombres en exposant sont la couche et l’exemple, pas des puissances",
    "loss_is": "La perte est {words} :",
    "the_loss": "La perte est",
    "loss_of_one_is": "La perte d’un exemple est {words} ; pour le premier, c’est",
    "the_loss_of_one": "La perte du premier exemple est",
    "cost": "et la perte du lot est {reduce} sur ses exemples{penalty} :",
    "penalty": ", plus une pénalité sur les grands poids",
    "score": "La sortie de la classe dont la cible est 1 est",
    "mean": "la moyenne",
    "sum": "la somme",
    "batch": "Un lot de {count} exemples le traverse :",
    "batches": "{count} exemples le traversent dans l’ordre, par lots de {batch}, avec une mise à jour après chaque lot :",
    "one_by_one": "{count} exemples le traversent dans l’ordre, avec une mise à jour après chacun :",
    "batch_unit": "est la somme pondérée de l’unité {unit} pour l’exemple {example},",
    "batch_unit_layer": "est la somme pondérée de l’unité {unit} de la couche {layer} pour l’exemple {example},",
    "natural": "Ici, ln est le logarithme népérien.",
    "one_update": "Faites un pas de descente de gradient",
    "steps_of": "Faites {count} pas de descente de gradient, l’un après l’autre,",
    "own_update": "Faites une mise à jour",
    "updates": "Faites {count} mises à jour, l’une après l’autre,",
    "with_rate": " avec le taux d’apprentissage ",
    "one_update_rule": " pour chaque poids et chaque biais :",
    "one_update_weights": " pour chaque poids :",
    "one_update_thresholds": " pour chaque poids et chaque seuil :",
    "one_update_scales": " pour l’échelle et le décalage :",
    "one_update_frozen": " pour chaque poids, tandis que les biais restent tels quels :",
    "after_one": "est le poids après une mise à jour",
    "after_two": "après deux",
    "second_batch": "est la perte du deuxième lot.",
    "again": "se calcule encore une fois, avec les nouveaux poids.",
    "before_update": "Tous les gradients utilisent les poids d’avant la mise à jour.",
    "before_each_update": "Tous les gradients d’une mise à jour utilisent les poids d’avant celle-ci.",
    "after_update": (
        "La dernière couche est mise à jour d’abord ; les gradients de la couche précédente utilisent alors ses nouveaux "
        "poids."
    ),
    "looking_ahead": "Tous les gradients se prennent en avant, là où l’ancienne vitesse porterait les poids.",
    "rounding": "Gardez {keep} en chemin et donnez {answer} ; davantage convient aussi.",
    "one_decimal": "1 décimale",
    "decimals": "{count} décimales",
    "rounding_whole": "Donnez des nombres entiers.",
    # letters in words
    "letters": "Lettres :",
    "letter_input": "entrée",
    "letter_one_weight": "poids",
    "letter_bias": "biais",
    "letter_ahead": "poids anticipé",
    "letter_output": "sortie",
    "letter_target": "cible",
    "letter_loss_value": "perte",
    "letter_total_loss": "somme des pertes",
    "letter_rate": "taux d’apprentissage",
    "letter_small_constant": "une petite constante",
    "letter_weight_on_input": "poids sur l’entrée",
    "letter_weight_on_state": "poids sur l’état précédent",
    "letter_sum_of_unit": "somme pondérée avant l’activation",
    "letter_weighted_sum": "somme pondérée",
    "letter_error": "erreur",
    "letter_threshold": "seuil",
    "letter_state": "état",
    "letter_first_state": "état avant le premier pas de temps",
    "letter_memory": "mémoire",
    "letter_first_memory": "mémoire avant le premier pas de temps",
    "letter_forget_gate": "porte d’oubli",
    "letter_input_gate": "porte d’entrée",
    "letter_output_gate": "porte de sortie",
    "letter_update_gate": "porte de mise à jour",
    "letter_reset_gate": "porte de réinitialisation",
    "letter_candidate": "candidat",
    "letter_kernel": "noyau",
    "letter_map": "carte que produit le noyau",
    "letter_activated_map": "la carte après l’activation",
    "letter_pooled_map": "carte après le pooling",
    "letter_from_above": "gradient venu d’en haut",
    "letter_query": "requête",
    "letter_attention_key": "clé",
    "letter_attention_value": "valeur",
    "letter_score": "score",
    "letter_attention_weight": "poids d’attention",
    "letter_scale": "échelle",
    "letter_shift": "décalage",
    "letter_mean_value": "moyenne",
    "letter_variance": "variance",
    "letter_deviation": "écart type",
    "letter_normalised": "valeur normalisée",
    "letter_mask": "masque",
    "letter_probability": "probabilité",
    "letter_remembered": "gardé pour chaque poids d’un pas à l’autre",
    "letter_momentum": "moment",
    "letter_decay_rate": "taux de décroissance",
    "letter_weight_decay": "décroissance des poids",
    "letter_step_number": "numéro du pas",
    "time_index": "Le premier indice de ce qui est calculé est le pas de temps.",
    "ends_input": "mène à l’unité {to} depuis l’entrée {from}.",
    "ends_state": "mène à l’unité {to} depuis l’unité {from} du pas de temps précédent.",
    "ends_input_from": "mène de l’entrée {from} à l’unité {to}.",
    "ends_state_from": "mène de l’unité {from} du pas de temps précédent à l’unité {to}.",
    # attention and normalisation in words
    "attention_all_given": (
        "Auto-attention sur {tokens} tokens : "
        "les lignes de $q$, $k$ et $v$ sont la requête, la clé et la valeur de chaque token."
    ),
    "attention_one_given": (
        "Attention pour une requête $q$ sur {tokens} tokens : "
        "les lignes de $k$ et $v$ sont la clé et la valeur de chaque token."
    ),
    "attention_all_made": (
        "Auto-attention sur {tokens} tokens : les lignes de $x$ sont les tokens, "
        "dont des matrices de poids tirent les requêtes $q$, les clés $k$ et les valeurs $v$."
    ),
    "attention_one_made": (
        "Attention pour le dernier de {tokens} tokens : les lignes de $x$ sont les tokens, "
        "dont des matrices de poids tirent la requête $q$ du dernier, les clés $k$ et les valeurs $v$ de tous."
    ),
    "attention_to_from": (
        "Le premier indice d’un poids est le numéro du nombre où il mène, le second celui du nombre d’où il vient."
    ),
    "attention_from_to": (
        "Le premier indice d’un poids est le numéro du nombre d’où il vient, le second celui du nombre où il mène."
    ),
    "attention_scaled": (
        "Le score $s$ d’une requête et d’une clé est leur produit scalaire divisé par la racine carrée de la dimension "
        "{dimension} ; les poids $a$ sont le softmax sur les clés ; la sortie $y$ est la somme pondérée des valeurs."
    ),
    "attention_unscaled": (
        "Le score $s$ d’une requête et d’une clé est leur produit scalaire, sans mise à l’échelle ; "
        "les poids $a$ sont le softmax sur les clés ; la sortie $y$ est la somme pondérée des valeurs."
    ),
    "attention_causal": "Un masque causal cache les tokens qui suivent : leur poids est 0.",
    "layer_norm_training": (
        "Layer norm : $m$, $v$ et $s$ sont la moyenne, la variance et l’écart type des valeurs d’un exemple."
    ),
    "batch_norm_training": (
        "Batch norm à l’entraînement : $m$, $v$ et $s$ sont la moyenne, la variance et l’écart type "
        "de chaque caractéristique sur les exemples du lot."
    ),
    "batch_norm_training_single": (
        "Batch norm à l’entraînement : $m$, $v$ et $s$ sont la moyenne, la variance et l’écart type "
        "d’une caractéristique sur les exemples du lot."
    ),
    "batch_norm_inference": (
        "Batch norm à l’inférence : la moyenne courante $m$ et la variance courante $v$ de chaque caractéristique sont "
        "données, et le lot présent ne les change pas."
    ),
    "batch_norm_inference_single": (
        "Batch norm à l’inférence : la moyenne courante $m$ et la variance courante $v$ de la caractéristique sont "
        "données, et le lot présent ne les change pas."
    ),
    "rows_are_examples": "Les lignes de $x$ sont des exemples, ses colonnes les caractéristiques.",
    "variance_population": "La variance divise par le nombre de valeurs (variance de la population).",
    "variance_sample": "La variance divise par le nombre de valeurs moins un (variance de l’échantillon).",
    "dropout_training": "Dropout à l’entraînement : le masque $r$ garde là où il vaut 1 et supprime là où il vaut 0.",
    "dropout_inference": "Dropout à l’inférence : rien n’est supprimé.",
    "dropout_keep": "Ici, $p$ est la probabilité de garder une valeur.",
    "dropout_drop": "Ici, $p$ est la probabilité de supprimer une valeur.",
    "optimiser_objective": "La fonction $f$ est à minimiser.",
    "optimiser_gradient": "Le gradient $g$ d’un poids $w$ est donné.",
    "optimiser_gradients": (
        "Le gradient de chaque pas est donné : $g[1]$ pour le premier, $g[2]$ pour le deuxième et ainsi de suite."
    ),
    "steps": "Les grandeurs se calculent dans cet ordre :",
    # convolution in words
    "conv_cross": (
        "Un noyau de taille {kernel} glisse sur une entrée de taille {input} avec un pas de {stride}. "
        "Il n’est pas retourné (c’est la corrélation croisée)."
    ),
    "conv_flipped": (
        "Un noyau de taille {kernel} glisse sur une entrée de taille {input} avec un pas de {stride}. "
        "Il est d’abord retourné, son dernier terme devenant le premier (convolution au sens des mathématiques)."
    ),
    "conv_transposed": (
        "Une convolution transposée : chaque nombre de l’entrée, de taille {input}, dépose son multiple du noyau, "
        "de taille {kernel}, dans la sortie, chacun à un pas de {stride} du précédent ; "
        "là où ils se recouvrent, ils s’additionnent."
    ),
    "conv_padding": "L’entrée est entourée de zéros, autant de chaque côté que le dit le padding : {padding}.",
    "conv_no_padding": "Il n’y a pas de padding.",
    "conv_cut": "À la fin, la sortie perd {padding} à chacune de ses extrémités.",
    "conv_channels": (
        "L’entrée a {channels} canaux : c’est le premier indice de $x$, et le dernier avant la place dans $K$."
    ),
    "conv_filters": (
        "Il y a {filters} filtres, chacun avec son propre noyau : c’est le premier indice de $K$ et de chaque carte."
    ),
    "conv_bias": "On ajoute un biais $b$.",
    "conv_no_bias": "Il n’y a pas de biais.",
    "conv_max": (
        "Le max pooling prend le plus grand nombre de chaque fenêtre de taille {pool_size}, avec un pas de {pool_stride}."
    ),
    "conv_average": (
        "L’average pooling prend la moyenne de chaque fenêtre de taille {pool_size}, avec un pas de {pool_stride}."
    ),
    "conv_upstream": "Les gradients d’une perte $L$ par rapport aux sorties sont donnés : $u$.",
    "conv_targets": "La perte est {loss} ; les cibles sont $d$.",
    "conv_own_targets": "Les cibles de la perte sont $d$.",
    # perceptrons in words
    "perceptron_above_binary": (
        "Une unité à seuil lit les exemples l’un après l’autre. Sa somme pondérée est $z = {sum}$ ; "
        "elle donne $y = 1$ si $z > 0$, sinon 0."
    ),
    "perceptron_from_binary": (
        "Une unité à seuil lit les exemples l’un après l’autre. Sa somme pondérée est $z = {sum}$ ; "
        "elle donne $y = 1$ si $z >= 0$ (y compris pour 0 exactement), sinon 0."
    ),
    "perceptron_above_bipolar": (
        "Une unité à seuil lit les exemples l’un après l’autre. Sa somme pondérée est $z = {sum}$ ; "
        "elle donne $y = 1$ si $z > 0$, sinon $-1$."
    ),
    "perceptron_from_bipolar": (
        "Une unité à seuil lit les exemples l’un après l’autre. Sa somme pondérée est $z = {sum}$ ; "
        "elle donne $y = 1$ si $z >= 0$ (y compris pour 0 exactement), sinon $-1$."
    ),
    "delta_rule": (
        "Une unité linéaire lit les exemples l’un après l’autre. Sa sortie est la somme pondérée elle-même, $y = {sum}$."
    ),
    "perceptron_error": (
        "L’erreur est $r = d - y$, avec la cible $d$. Avant de lire l’exemple suivant, "
        "on augmente chaque poids de $eta*r$ fois l’entrée à laquelle il appartient."
    ),
    "perceptron_bias": "Le biais $b$ augmente de $eta*r$.",
    "perceptron_learned": "Le seuil $theta$ diminue de $eta*r$.",
    "perceptron_threshold": "Le seuil $theta$ reste tel quel.",
    "perceptron_plus": "Le poids $w{last}$ appartient à une entrée constante égale à 1.",
    "perceptron_minus": "Le poids $w{last}$ appartient à une entrée constante égale à $-1$.",
    "perceptron_rows": (
        "Dans chaque ligne, les poids sont ceux d’après son exemple ; $w0$ sont ceux d’avant le premier."
    ),
    "perceptron_epochs": (
        "Il y a {epochs} époques avec les exemples dans le même ordre : la ligne {next} reprend le premier."
    ),
    # drawings in words
    "drawn_network": "Un réseau, dessiné de gauche à droite. Entrées : {inputs}.",
    "drawn_layer": "Couche {layer} :",
    "drawn_layer_of": "Couche {layer} ({activation}) :",
    "drawn_unit": "{unit} reçoit {fed}",
    "drawn_source": "{source} avec le poids {weight}",
    "drawn_bias": "et le biais {bias}",
    "drawn_threshold": "moins le seuil {bias}",
    "drawn_every": "{units}, recevant chacune toute la couche précédente.",
    "drawn_dots": "Là où il y a des points, des unités sont omises ; elles sont reliées comme les autres.",
    "in_all": "{count} en tout",
    "table_gate": "porte",
    "table_operation": "opération",
    "table_into": "entrée",
    "table_out": "sortie",
    "table_step": "pas",
    "drawn_unrolled": "La cellule, pas à pas ; le pas 0 est le départ.",
    "drawn_targets": "Cibles : {targets}.",
    "drawn_circuit": "Un circuit, dessiné de gauche à droite (portes : {count}).",
    "drawn_gate": "Porte {number}, {sign} : il y entre {inputs} ; il en sort {output}.",
    "drawn_gate_number": "la sortie de la porte {number}",
    "drawn_gradient": " (gradient {number})",
    "drawn_cells": (
        "Une cellule récurrente ({cell}), dessinée une fois pour chaque pas de temps, de gauche à droite. Départ : {start}."
    ),
    "drawn_step": "Pas {time} : dans la cellule {inputs}, et ce que transmet le pas précédent ; il en sort {outputs}.",
    "drawn_loss": "La perte {loss} le compare à {targets}.",
    "drawn_weights": "Sur les flèches : {weights}.",
    "drawn_made": "{q}, {k} et {v} sont formés à partir de {x} par {weights}.",
    "drawn_attention": (
        "L’attention, dessinée de gauche à droite : {q} et {k} donnent les scores {s}, softmax en fait les poids {a}, et ceux-ci pondèrent {v} dans la sortie {y}."
    ),
    "drawn_slide": "Un noyau, et ce sur quoi il glisse.",
    "drawn_lay": "Un noyau que chaque nombre de l’entrée dépose dans la sortie.",
    "drawn_pool": "Des fenêtres sur une entrée.",
    "drawn_grid": "{name} ({size}), ligne par ligne : {rows}.",
    "drawn_line": "{name} ({size}) : {rows}.",
    "drawn_empty": "{name} ({size}) a des cases vides.",
    "drawn_biases": "Biais : {biases}.",
    "drawn_zeros": "Des zéros l’entourent ({size}).",
    "drawn_first": "La première fenêtre et la première sortie sont encadrées, les deuxièmes en pointillé.",
    "kernel": "noyau",
    "flipped": "à retourner d’abord",
    "stride_of": "pas {stride}",
    "max_of": "maximum",
    "average_of": "moyenne",
    "upstream_of": "gradients",
    "targets_of": "cibles",
    "output_map": "sortie",
    # recurrent cells in words
    "recurrent_simple": (
        "Une cellule récurrente simple (entrées : {inputs}, unités : {units}) lit une suite (pas de temps : {times}). "
        "Le premier indice de $x$, $a$ et $h$ est le pas de temps ; $h0$ est l’état avant le premier. "
        "$W$ pondère l’entrée et $U$ l’état précédent."
    ),
    "recurrent_lstm": (
        "Une cellule LSTM (entrées : {inputs}, unités : {units}) lit une suite (pas de temps : {times}) avec une porte "
        "d’oubli $f$, une porte d’entrée $i$, une porte de sortie $o$ et un candidat $g$. Le premier indice de ce qui est "
        "calculé est le pas de temps ; $h0$ et $c0$ sont l’état et la mémoire avant le premier. "
        "$W$ pondère l’entrée et $U$ l’état précédent."
    ),
    "recurrent_gru_new": (
        "Une cellule GRU (entrées : {inputs}, unités : {units}) lit une suite (pas de temps : {times}) avec une porte de "
        "mise à jour $z$, une porte de réinitialisation $r$ et un candidat $n$. Le premier indice de ce qui est calculé "
        "est le pas de temps ; $h0$ est l’état avant le premier. $W$ pondère l’entrée et $U$ l’état précédent. "
        "Ici, $z$ est la part du nouveau candidat, $1 - z$ celle de l’ancien état."
    ),
    "recurrent_gru_old": (
        "Une cellule GRU (entrées : {inputs}, unités : {units}) lit une suite (pas de temps : {times}) avec une porte de "
        "mise à jour $z$, une porte de réinitialisation $r$ et un candidat $n$. Le premier indice de ce qui est calculé "
        "est le pas de temps ; $h0$ est l’état avant le premier. $W$ pondère l’entrée et $U$ l’état précédent. "
        "Ici, $z$ est la part de l’ancien état, $1 - z$ celle du nouveau candidat."
    ),
    # quantities for people who do not know the names; without articles, which would contract
    "role input": "entrée",
    "role weight": "poids",
    "role bias": "biais",
    "role target": "cible",
    "role learning rate": "taux d’apprentissage",
    "role weighted sum": "somme pondérée",
    "role activation": "activation",
    "role loss": "perte",
    "role what the optimiser remembers": "mémoire de l’optimiseur",
    "derivative_of": "dérivée de {of} par rapport à {by}",
    "it": "la grandeur",
    "change_of": "variation de {what}",
    "quantity_named": "grandeur {name}",
    "after_the_update": "{what} après la mise à jour",
    "after_updates": "{what} après {count} mises à jour",
    "in_layer": "{what} dans la couche {layer}",
    "of_example": "{what} de l’exemple {example}",
    "at_time": "{what} au pas de temps {time}",
    "weight_between": "{what} vers l’unité {to} depuis l’unité {from}",
    "input_number": "entrée {number}",
    "weight_from_input": "{what} vers l’unité {to} depuis l’entrée {from}",
    "weight_from_state": "{what} vers l’unité {to} depuis l’unité {from} du pas précédent",
    "in_row_and_column": "{what}, ligne {row}, colonne {column}",
    "of_input": "{what} de l’entrée {input}",
    "after_example": "{what} après l’exemple {example}",
    "at_the_start": "{what} au départ",
    "remembered": "mémoire de l’optimiseur pour {what}",
    "of_unit": "{what} de l’unité {unit}",
    "of_unit_for_example": "{what} de l’unité {unit} pour l’exemple {example}",
    "at_indices": "{what} en {indices}",
    "answer_in_words": "réponse par des phrases",
    "formula_of": "formule de {what}",
    # the policy
    "percent": "{number} %",
    "policy_decimals": (
        "Gardez {keep} en chemin et donnez-en {answer} : tout ce que cela peut donner est juste, "
        "et le résultat sans arrondi aussi."
    ),
    "policy_whole": "Donnez des nombres entiers ; la façon de les trouver vous appartient.",
    "policy_earns": "{what} rapporte {share}.",
    "policy_short": "{share} pour {what}",
    "semicolon": " ; ",
    "full_stop": "{sentence}.",
    "policy_late": "Chaque jour commencé après la date limite retire {share} des points obtenus.",
    "policy_late_all": "Ce qui arrive après la date limite ne rapporte rien.",
    "policy_best": "Si vous rendez plusieurs fois, c’est le meilleur essai qui compte.",
    "policy_last": "Si vous rendez plusieurs fois, c’est le dernier essai qui compte.",
    "policy_round": "Le total est arrondi à {unit} ; au milieu, vers le haut.",
    "policy_percent": "Le signe pour cent est lu : 25 % vaut 0,25.",
    "policy_comma": "Vous pouvez écrire les décimaux avec une virgule ou avec un point.",
    "full_points": "tous les points",
    "share_of_points": "{share} des points",
    "half": "la moitié",
    "a_quarter": "un quart",
    "three_quarters": "les trois quarts",
    "whole_points": "un nombre entier de points",
    "half_points": "un demi-point",
    "quarter_points": "un quart de point",
    "multiples_of_points": "un multiple de {unit} point",
    "credit_follow_through": "un nombre qui découle correctement de vos propres nombres précédents",
    "credit_rounded_early": "un nombre arrondi trop tôt",
    "credit_decimal_slip": "un nombre aux bons chiffres, mais dont la virgule est mal placée",
    "credit_sign_slip": "un nombre juste au signe près",
    "credit_last_digit_slip": "un nombre dont le dernier chiffre est inexact",
    "credit_misconception": "un nombre que donne une méthode fausse connue",
    # what an answer is, and why
    "outcome_right": "juste",
    "outcome_follow_through": "juste avec vos nombres précédents",
    "outcome_misconception": "comme le donne une méthode fausse connue",
    "outcome_rounded_early": "arrondi trop tôt",
    "outcome_decimal_slip": "virgule mal placée",
    "outcome_sign_slip": "mauvais signe",
    "outcome_last_digit_slip": "dernier chiffre inexact",
    "outcome_wrong": "faux",
    "outcome_unreadable": "illisible",
    "outcome_blank": "vide",
    "outcome_written": "corrigé par une personne",
    "reason_follow_through": (
        "Ce n’est pas le nombre de votre feuille, mais il découle correctement de ce que vous avez écrit{believed}."
    ),
    "reason_rounded_early": "Presque, mais arrondi trop tôt : gardez {keep} en chemin et donnez-en {answer}.",
    "reason_decimal_slip": "Les chiffres sont justes ; la virgule est mal placée.",
    "reason_sign_slip": "Le nombre est juste au signe près.",
    "reason_last_digit_slip": "Le nombre est juste, sauf ses derniers chiffres.",
    "reason_unreadable": "Cela ne peut pas se lire comme une réponse.",
    "reason_one_cause": "Ce nombre est compatible avec : ",
    "reason_several_causes": "Plusieurs méthodes donnent ce nombre, et il ne dit pas laquelle : ",
    "reason_or": " ; ou : ",
    "reason_cause_end": ". ",
    "reason_with_own": "La suite part de ce que vous avez écrit{believed}.",
    "reason_wrong": "Aucune erreur ou méthode connue ne donne ce nombre.",
    "reason_formula": "Cette formule ne donne pas la bonne valeur.",
    "reason_blank": "Rien n’est écrit ici.",
    "reason_written": "Une personne lit et corrige cette réponse.",
    "reason_void": "Cette case ne compte pas.",
    "decided": "Décision ({who}) : {words}.",
    "a_person": "une personne",
    "the_staff": "l’équipe enseignante",
    "believed_at": " en {labels}",
    "believed_earlier": " auparavant",
    "all_right": "Tout est juste.",
    "empty": "Rien n’est écrit dans cet exercice.",
    "right_up_to": "Tout est juste jusqu’à {label} compris.",
    "first_look": "Regardez d’abord {label} :",
    "first_before": "Regardez d’abord le chemin vers {label} : il y a une erreur en",
    "first_before_rest": ", qui n’était pas demandé.",
    "credited": "Ce qui en découle en {labels} est juste avec vos nombres.",
    "whole_total": "{total} points sur {out_of}",
    "day_late": "1 jour de retard",
    "days_late": "{count} jours de retard",
    "taken_off": "{late} ({share} de moins)",
    "attempt": "essai {attempt} sur {attempts}",
    "exercise_says": "Exercice {number} : {text}",
    "waits": "Pas encore compté, car corrigé par une personne : {labels}.",
    # for programs of others
    "check_answers": "Vérifier mes réponses",
    "practice": (
        "Entraînement : ces nombres ne sont à personne. Vérifiez autant "
        "de fois que vous le voulez ; une fois chaque case remplie et vérifiée, la solution détaillée s’ouvre en dessous."
    ),
    "practice_score": "{count} sur {all} justes",
    "type_decimals": (
        "Tapez chaque réponse comme un nombre décimal avec un point, par exemple -0.0731 : "
        "un signe moins ordinaire (ASCII), sans unités, ni fractions, ni expressions."
    ),
    "to_from": " : vers ↓, depuis →",
}
