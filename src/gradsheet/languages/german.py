"""What is printed in German."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # how words and numbers stand together
    "space": " ",
    "comma": ", ",
    "and": " und ",
    "or": " oder ",
    "stop": ".",
    "between_numbers": "; ",
    "between_rows": " | ",
    # labels
    "sheet": "Übungsblatt",
    "key": "LÖSUNG",
    "name": "Name",
    "name_is": "Name:",
    "id": "Matrikelnr.",
    "id_is": "Matrikelnr.:",
    "exercise": "Aufgabe",
    "version": "Version {version}",
    "signature": "Unterschrift",
    "minutes": "{count} Minuten",
    "exercises": "{count} Aufgaben",
    "one_exercise": "1 Aufgabe",
    "total": "Summe",
    "reached": "Erreicht",
    "rule_name": "Prüfen Sie, ob Name und Matrikelnummer stimmen, und unterschreiben Sie unten.",
    "rule_no_name": "Schreiben Sie Namen und Matrikelnummer auf, und unterschreiben Sie unten.",
    "rule_code": "Jede Seite trägt den Code {code} und sagt, wie viele es sind: prüfen Sie, ob Sie alle haben.",
    "rule_boxes": "Schreiben Sie jede Antwort in ihr Feld und die Rechnung in den Platz dafür.",
    "rule_calculator": "Ein Taschenrechner ist erlaubt; Telefone, Uhren mit Rechner und Computer sind es nicht.",
    "rule_no_calculator": (
        "Ein Taschenrechner ist nicht erlaubt: die Funktionswerte, die Sie brauchen, stehen in Tabellen."
    ),
    "rule_quiet": "Sprechen Sie nicht mit Ihren Nachbarn. Deren Zahlen sind andere.",
    "spare_sheets": "Ersatzblätter",
    "group": "Gruppe {group}",
    "sheets": "Übungsblätter: {count}",
    "keys": "Lösungen: {count}",
    "points": "Punkte",
    "points_head": "Punkte",
    "point": "Punkt",
    "page": "Seite {page} von {pages}",
    "given": "Gegeben",
    "given_is": "Gegeben:",
    "told": "Schon für Sie ausgerechnet",
    "told_is": "Schon für Sie ausgerechnet:",
    "tables": "Ohne Taschenrechner: Funktionswerte",
    "table_words": "alles andere wird von Hand gerechnet; fehlt ein Argument, so nehmen Sie das nächstgelegene",
    "answers": "Ihre Antworten",
    "row": "Zeile",
    "each_box": "jedes Feld {points}",
    "grid": "Die ausgefüllte Tabelle",
    "work": "Platz für Ihre Rechnung",
    "written": "Antworten Sie in Worten.",
    "choose": "Kreuzen Sie die richtige Zahl an.",
    "options": "Die Zahlen zur Auswahl, und woher jede kommt",
    "right_option": "richtig",
    "formula_for": "Formel für",
    "formula_in_names": "Antworten Sie mit einer Formel in den Namen der Größen, nicht mit Zahlen.",
    "formula": "Geben Sie eine Formel an für",
    "inputs": "Eingänge",
    "input": "Eingang",
    "rows": "in Matrizen steht jede Zeile für eine Ziel-Einheit, jede Spalte für eine Quell-Einheit",
    "rows_from": "in Matrizen steht jede Zeile für eine Quell-Einheit, jede Spalte für eine Ziel-Einheit",
    "weighted_sum": "gewichtete Summe",
    "activation_of_unit": "Aktivierung",
    "output": "Ausgabe",
    "loss_value": "Verlust",
    "new_weight": "neues Gewicht",
    "new_bias": "neuer Bias",
    "new_threshold": "neue Schwelle",
    "new_loss": "neuer Verlust",
    "new_value": "neuer Wert",
    "weight_change": "Gewichtsänderung",
    "bias_change": "Bias-Änderung",
    "threshold_change": "Schwellenänderung",
    "change": "Änderung",
    "solution": "Rechenweg",
    "forward": "Vorwärtsschritt",
    "loss": "Verlust",
    "backward": "Rückwärtsschritt",
    "update": "Aktualisierung",
    "answer_table": "Antworten, und was als richtig gilt",
    "blank": "Feld",
    "quantity": "Größe",
    "answer": "Antwort",
    "exact": "Genauer Wert",
    "exactly": "genau",
    "accepted": "Richtig von",
    "to": "bis",
    "by_person": "wird von einem Menschen bewertet",
    # feedback
    "feedback": "Rückmeldung",
    "feedback_on": "Rückmeldung zu {title}",
    "sheet_code": "Blatt",
    "points_of": "{points} von {worth}",
    "handed_in": "abgegeben am {when}",
    "nothing_handed_in": "Es wurde nichts abgegeben.",
    "blanks_earn": "die Felder bringen {earned}",
    "you_wrote": "Ihre Antwort",
    "mark": "Bewertung",
    "why": "Warum",
    "nothing_written": "nichts",
    "right_answer": "Richtig wäre",
    "solution_held": "Der Rechenweg wird hier nicht gezeigt.",
    "solution_held_until": "Der Rechenweg folgt, wenn für alle die Zeit abgelaufen ist: {when}.",
    "how_marked": "Wie bewertet wird",
    "in_words": "in Worten",
    "answer_note": (
        "Die Antwort ist, was die Zeilen oben ergeben, jede auf {keep} gerundet (bei einer Fünf wird aufgerundet), "
        "mit {answer}; der genaue Wert ist, was ohne Runden herauskommt. Beides ist richtig: Der Bereich um den "
        "genauen Wert schließt alle ein, die unterwegs wie verlangt runden, und alle, die erst am Ende runden."
    ),
    "answer_note_whole": (
        "Die Antwort ist, was die Zeilen oben ergeben; der genaue Wert ist, was ohne Runden herauskommt. "
        "Der Bereich, der als richtig gilt, liegt um den genauen Wert."
    ),
    "entry_by_entry": (
        "Zwischen Matrizen ist ein Produkt mit Kreis eintragsweise gemeint, ebenso ein Quadrat mit Kreis."
    ),
    "answers_differ": "In der letzten Stelle weichen beide voneinander ab bei {labels}: Jedes von beiden gilt.",
    "more_decimals": (
        "Hier behalten die Zeilen {decimals}, nicht {keep}: Mit weniger hätte eine Zeile keinen Wert, oder eine "
        "Antwort läge außerhalb dessen, was als richtig gilt."
    ),
    # the sheet as a page for screen readers and keyboards
    "to_first_blank": "Zum ersten Feld",
    "drawing": "Zeichnung",
    "drawing_in_words": "Die Zeichnung in Worten",
    "save_answers": "Antworten als Datei speichern",
    "open_answers": "Gespeicherte Datei öffnen",
    "clear_answers": "Alle Antworten löschen",
    "how_to_save": (
        "Füllen Sie die Felder aus, speichern Sie Ihre Antworten als Datei und geben Sie diese Datei ab. "
        "Während Sie tippen, bleiben sie auch in diesem Browser erhalten."
    ),
    "answers_filled": "{count} von {all} ausgefüllt",
    "answers_saved": "Gespeichert als {file}. Geben Sie diese Datei ab.",
    "answers_empty": "Noch ist nichts ausgefüllt, also gibt es nichts zu speichern.",
    "answers_opened": "Die Antworten aus {file} sind eingetragen.",
    "answers_kept": "Was Sie hier früher getippt haben, ist wieder eingetragen.",
    "answers_foreign": "{file} gehört zu einem anderen Blatt; nichts wurde geändert.",
    "answers_unread": "{file} enthält keine gespeicherten Antworten; nichts wurde geändert.",
    "answers_cleared": "Alle Antworten sind gelöscht.",
    "clear_really": "Alle Antworten auf dieser Seite löschen?",
    "without_script": (
        "Skripte sind hier abgeschaltet, darum kann diese Seite keine Antworten speichern: "
        "schalten Sie sie ein, oder nehmen Sie das PDF."
    ),
    # losses in words
    "loss binary cross-entropy": "die binäre Kreuzentropie",
    "loss cross-entropy": "die Kreuzentropie",
    "loss half squared error": "die halbe Summe der quadrierten Fehler",
    "loss squared error": "die Summe der quadrierten Fehler",
    "loss mean squared error": "der Mittelwert der quadrierten Fehler",
    "loss absolute error": "die Summe der Beträge der Fehler",
    "loss mean absolute error": "der Mittelwert der Beträge der Fehler",
    "loss hinge": "der Hinge-Verlust",
    "loss squared hinge": "der quadrierte Hinge-Verlust",
    "loss multiclass hinge": "der Hinge-Verlust über die falschen Klassen",
    "loss upstream": "die Summe der Ausgaben, jede mal ihren Gradienten von oben",
    "summed": "{loss}, summiert über die Ausgänge",
    # the network in words
    "network": "Ein Netz hat {parts}.",
    "one_input": "1 Eingang",
    "many_inputs": "{count} Eingänge",
    "hidden": "eine verdeckte Schicht aus {units}",
    "last": "eine Ausgabeschicht aus {units}",
    "unit": "1 {activation}-Einheit",
    "units": "{count} {activation}-Einheiten",
    "linear_unit": "1 linearen Einheit",
    "linear_units": "{count} linearen Einheiten",
    "own_unit": "1 Einheit",
    "own_units": "{count} Einheiten",
    "identity": "linear",
    "relu": "ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "tanh",
    "leaky relu": "Leaky-ReLU",
    "elu": "ELU",
    "softplus": "Softplus",
    "threshold": "Schwellwert",
    "softmax": "Softmax",
    "no_bias": "Es gibt keinen Bias.",
    "every_unit": "Jede Einheit",
    "one_unit": "Jede Einheit der Schicht {layers}",
    "some_unit": "Jede Einheit der Schichten {layers}",
    "every_units": "Die Einheiten einer Schicht",
    "one_units": "Die Einheiten der Schicht {layers}",
    "some_units": "Die Einheiten jeder der Schichten {layers}",
    "bias_each": "{whose} hat einen Bias.",
    "bias_shared": "{whose} haben einen gemeinsamen Bias.",
    "bias_on +1": "{whose} hat einen Bias: das Gewicht eines Eingangs, der immer 1 ist.",
    "bias_on -1": "{whose} hat einen Bias: das Gewicht eines Eingangs, der immer -1 ist.",
    "bias_threshold": "{whose} hat eine Schwelle, die von der gewichteten Summe der Eingänge abgezogen wird.",
    "activation": "Die Einheiten der Schicht {layer} berechnen",
    "weight_ends": "ist das Gewicht zu Einheit {to} von Einheit {from}",
    "weight_ends_layer": "ist in Schicht {layer} das Gewicht zu Einheit {to} von Einheit {from} der Schicht davor",
    "weight_ends_input": "ist das Gewicht zu Einheit {to} von Eingang {from}",
    "weight_ends_from": "ist das Gewicht von Einheit {from} zu Einheit {to}",
    "weight_ends_layer_from": "ist in Schicht {layer} das Gewicht von Einheit {from} der Schicht davor zu Einheit {to}",
    "weight_ends_input_from": "ist das Gewicht von Eingang {from} zu Einheit {to}",
    "all_numbers": "Eingänge und Einheiten sind gemeinsam nummeriert",
    "node_numbers": "die Einheiten sind durch alle Schichten nummeriert, die Eingänge für sich",
    "weight_numbers": "die Gewichte sind durch das ganze Netz nummeriert, Einheit für Einheit",
    "unit_sum": "ist die gewichtete Summe der Einheit {unit},",
    "unit_sum_layer": "ist die gewichtete Summe der Einheit {unit} der Schicht {layer},",
    "unit_bias": "ihr Bias,",
    "unit_threshold": "ihre Schwelle,",
    "layer_bias": "der Bias ihrer Schicht,",
    "unit_output": "ihre Ausgabe",
    "unit_target": "ihr Zielwert",
    "raised_layer": "die hochgestellte Zahl ist die Schicht, keine Potenz",
    "raised_example": "die hochgestellte Zahl ist das Beispiel, keine Potenz",
    "raised_both": "die hochgestellten Zahlen sind Schicht und Beispiel, keine Potenzen",
    "loss_is": "Der Verlust ist {words}:",
    "the_loss": "Der Verlust ist",
    "loss_of_one_is": "Der Verlust eines Beispiels ist {words}; für das erste ist er",
    "the_loss_of_one": "Der Verlust des ersten Beispiels ist",
    "cost": "und der Verlust des Batches ist {reduce} über seine Beispiele{penalty}:",
    "penalty": ", dazu eine Strafe auf große Gewichte",
    "score": "Die Ausgabe der Klasse, deren Zielwert 1 ist, ist",
    "mean": "der Mittelwert",
    "sum": "die Summe",
    "batch": "Ein Batch von {count} Beispielen läuft hindurch:",
    "batches": (
        "{count} Beispiele laufen der Reihe nach hindurch, {batch} in jedem Batch, nach jedem folgt eine Aktualisierung:"
    ),
    "one_by_one": "{count} Beispiele laufen der Reihe nach hindurch, nach jedem folgt eine Aktualisierung:",
    "batch_unit": "ist die gewichtete Summe der Einheit {unit} für Beispiel {example},",
    "batch_unit_layer": "ist die gewichtete Summe der Einheit {unit} der Schicht {layer} für Beispiel {example},",
    "natural": "Dabei ist ln der natürliche Logarithmus.",
    "one_update": "Führen Sie einen Schritt des Gradientenabstiegs",
    "steps_of": "Führen Sie nacheinander {count} Schritte des Gradientenabstiegs",
    "own_update": "Führen Sie eine Aktualisierung",
    "updates": "Führen Sie nacheinander {count} Aktualisierungen",
    "with_rate": " mit der Lernrate ",
    "one_update_rule": " für jedes Gewicht und jeden Bias durch:",
    "one_update_weights": " für jedes Gewicht durch:",
    "one_update_thresholds": " für jedes Gewicht und jede Schwelle durch:",
    "one_update_scales": " für Skalierung und Verschiebung durch:",
    "one_update_frozen": " für jedes Gewicht durch, während jeder Bias bleibt, wie er ist:",
    "after_one": "ist das Gewicht nach einer Aktualisierung",
    "after_two": "nach zweien",
    "second_batch": "ist der Verlust des zweiten Batches.",
    "again": "wird mit den neuen Gewichten noch einmal berechnet.",
    "before_update": "Alle Gradienten verwenden die Gewichte vor der Aktualisierung.",
    "before_each_update": "Alle Gradienten einer Aktualisierung verwenden die Gewichte vor ihr.",
    "after_update": (
        "Die letzte Schicht wird zuerst aktualisiert; die Gradienten der Schicht davor verwenden dann ihre neuen "
        "Gewichte."
    ),
    "looking_ahead": (
        "Alle Gradienten werden im Voraus genommen, dort, wohin die alte Geschwindigkeit die Gewichte trüge."
    ),
    "rounding": "Behalten Sie unterwegs {keep} und geben Sie {answer} an; mehr schadet nicht.",
    "one_decimal": "1 Nachkommastelle",
    "decimals": "{count} Nachkommastellen",
    "rounding_whole": "Geben Sie ganze Zahlen an.",
    # letters in words
    "letters": "Buchstaben:",
    "letter_input": "Eingang",
    "letter_one_weight": "Gewichte",
    "letter_bias": "Bias",
    "letter_ahead": "Gewicht im Voraus",
    "letter_output": "Ausgabe",
    "letter_target": "Zielwert",
    "letter_loss_value": "Verlust",
    "letter_total_loss": "Summe der Verluste",
    "letter_rate": "Lernrate",
    "letter_small_constant": "eine kleine Konstante",
    "letter_weight_on_input": "Gewichte auf dem Eingang",
    "letter_weight_on_state": "Gewichte auf dem vorigen Zustand",
    "letter_sum_of_unit": "gewichtete Summe vor der Aktivierung",
    "letter_weighted_sum": "gewichtete Summe",
    "letter_error": "Fehler",
    "letter_threshold": "Schwelle",
    "letter_state": "Zustand",
    "letter_first_state": "Zustand vor dem ersten Zeitschritt",
    "letter_memory": "Speicher",
    "letter_first_memory": "Speicher vor dem ersten Zeitschritt",
    "letter_forget_gate": "Vergessens-Gate",
    "letter_input_gate": "Eingangs-Gate",
    "letter_output_gate": "Ausgangs-Gate",
    "letter_update_gate": "Update-Gate",
    "letter_reset_gate": "Reset-Gate",
    "letter_candidate": "Kandidat",
    "letter_kernel": "Filterkern",
    "letter_map": "Karte, die der Filterkern erzeugt",
    "letter_activated_map": "die Karte nach der Aktivierung",
    "letter_pooled_map": "Karte nach dem Pooling",
    "letter_from_above": "Gradient von oben",
    "letter_query": "Query",
    "letter_attention_key": "Key",
    "letter_attention_value": "Value",
    "letter_score": "Score",
    "letter_attention_weight": "Attention-Gewicht",
    "letter_scale": "Skalierung",
    "letter_shift": "Verschiebung",
    "letter_mean_value": "Mittelwert",
    "letter_variance": "Varianz",
    "letter_deviation": "Standardabweichung",
    "letter_normalised": "normalisierter Wert",
    "letter_mask": "Maske",
    "letter_probability": "Wahrscheinlichkeit",
    "letter_remembered": "wird für jedes Gewicht von Schritt zu Schritt behalten",
    "letter_momentum": "Momentum",
    "letter_decay_rate": "Abklingrate",
    "letter_weight_decay": "Gewichtszerfall",
    "letter_step_number": "Nummer des Schritts",
    "time_index": "Der erste Index von allem, was berechnet wird, ist der Zeitschritt.",
    "ends_input": "führt zu Einheit {to} von Eingang {from}.",
    "ends_state": "führt zu Einheit {to} von Einheit {from} des vorigen Zeitschritts.",
    "ends_input_from": "führt von Eingang {from} zu Einheit {to}.",
    "ends_state_from": "führt von Einheit {from} des vorigen Zeitschritts zu Einheit {to}.",
    # attention and normalisation in words
    "attention_all_given": (
        "Self-Attention über {tokens} Tokens: "
        "Die Zeilen von $q$, $k$ und $v$ sind Query, Key und Value der einzelnen Tokens."
    ),
    "attention_one_given": (
        "Attention für eine Query $q$ über {tokens} Tokens: "
        "Die Zeilen von $k$ und $v$ sind Key und Value der einzelnen Tokens."
    ),
    "attention_all_made": (
        "Self-Attention über {tokens} Tokens: Die Zeilen von $x$ sind die Tokens; "
        "Gewichtsmatrizen machen daraus die Querys $q$, die Keys $k$ und die Values $v$."
    ),
    "attention_one_made": (
        "Attention für das letzte von {tokens} Tokens: Die Zeilen von $x$ sind die Tokens; "
        "Gewichtsmatrizen machen daraus die Query $q$ des letzten, die Keys $k$ und die Values $v$ aller Tokens."
    ),
    "attention_to_from": (
        "Der erste Index eines Gewichts ist die Nummer der Zahl, in die es führt, der zweite die der Zahl, "
        "von der es kommt."
    ),
    "attention_from_to": (
        "Der erste Index eines Gewichts ist die Nummer der Zahl, von der es kommt, der zweite die der Zahl, "
        "in die es führt."
    ),
    "attention_scaled": (
        "Der Score $s$ von Query und Key ist ihr Skalarprodukt, geteilt durch die Wurzel aus der Dimension {dimension}; "
        "die Gewichte $a$ sind der Softmax über die Keys; die Ausgabe $y$ ist die gewichtete Summe der Values."
    ),
    "attention_unscaled": (
        "Der Score $s$ von Query und Key ist ihr Skalarprodukt, ohne Skalierung; "
        "die Gewichte $a$ sind der Softmax über die Keys; die Ausgabe $y$ ist die gewichtete Summe der Values."
    ),
    "attention_causal": "Eine kausale Maske verdeckt die Tokens, die noch folgen: Ihr Gewicht ist 0.",
    "layer_norm_training": (
        "Layer-Norm: $m$, $v$ und $s$ sind Mittelwert, Varianz und Standardabweichung der Werte eines Beispiels."
    ),
    "batch_norm_training": (
        "Batch-Norm im Training: $m$, $v$ und $s$ sind Mittelwert, Varianz und Standardabweichung "
        "jedes Merkmals über die Beispiele des Batches."
    ),
    "batch_norm_training_single": (
        "Batch-Norm im Training: $m$, $v$ und $s$ sind Mittelwert, Varianz und Standardabweichung "
        "eines Merkmals über die Beispiele des Batches."
    ),
    "batch_norm_inference": (
        "Batch-Norm bei der Inferenz: Der laufende Mittelwert $m$ und die laufende Varianz $v$ jedes Merkmals sind "
        "gegeben, und der vorliegende Batch ändert sie nicht."
    ),
    "batch_norm_inference_single": (
        "Batch-Norm bei der Inferenz: Der laufende Mittelwert $m$ und die laufende Varianz $v$ des Merkmals sind "
        "gegeben, und der vorliegende Batch ändert sie nicht."
    ),
    "rows_are_examples": "Die Zeilen von $x$ sind Beispiele, die Spalten Merkmale.",
    "variance_population": "Die Varianz teilt durch die Anzahl der Werte (Varianz der Grundgesamtheit).",
    "variance_sample": "Die Varianz teilt durch die um eins verminderte Anzahl der Werte (Stichprobenvarianz).",
    "dropout_training": "Dropout im Training: Die Maske $r$ behält, wo sie 1 ist, und streicht, wo sie 0 ist.",
    "dropout_inference": "Dropout bei der Inferenz: Nichts wird gestrichen.",
    "dropout_keep": "Dabei ist $p$ die Wahrscheinlichkeit, einen Wert zu behalten.",
    "dropout_drop": "Dabei ist $p$ die Wahrscheinlichkeit, einen Wert zu streichen.",
    "optimiser_objective": "Die Funktion $f$ soll minimiert werden.",
    "optimiser_gradient": "Der Gradient $g$ eines Gewichts $w$ ist gegeben.",
    "optimiser_gradients": (
        "Der Gradient jedes Schritts ist gegeben: $g[1]$ für den ersten, $g[2]$ für den zweiten und so weiter."
    ),
    "steps": "Die Größen werden in dieser Reihenfolge berechnet:",
    # convolution in words
    "conv_cross": (
        "Ein Filterkern der Größe {kernel} gleitet mit Schrittweite {stride} über einen Eingang der Größe {input}. "
        "Er wird nicht gespiegelt (das heißt Kreuzkorrelation)."
    ),
    "conv_flipped": (
        "Ein Filterkern der Größe {kernel} gleitet mit Schrittweite {stride} über einen Eingang der Größe {input}. "
        "Er wird zuvor gespiegelt, sodass sein letzter Eintrag zum ersten wird (Faltung wie in der Mathematik)."
    ),
    "conv_transposed": (
        "Eine transponierte Faltung: Jede Zahl des Eingangs, der die Größe {input} hat, legt ihr Vielfaches des "
        "Filterkerns der Größe {kernel} in die Ausgabe, jedes um die Schrittweite {stride} neben das vorige; "
        "wo sie sich überlappen, addieren sie sich."
    ),
    "conv_padding": "Um den Eingang stehen Nullen, auf jeder Seite so viele, wie das Padding angibt: {padding}.",
    "conv_no_padding": "Es gibt kein Padding.",
    "conv_cut": "Zuletzt verliert die Ausgabe an jedem ihrer Enden {padding}.",
    "conv_channels": (
        "Der Eingang hat {channels} Kanäle: Sie sind der erste Index von $x$ und der letzte vor der Stelle in $K$."
    ),
    "conv_filters": (
        "Es gibt {filters} Filter, jeden mit eigenem Filterkern: Sie sind der erste Index von $K$ und von jeder Karte."
    ),
    "conv_bias": "Ein Bias $b$ wird addiert.",
    "conv_no_bias": "Es gibt keinen Bias.",
    "conv_max": (
        "Max-Pooling nimmt die größte Zahl aus jedem Fenster der Größe {pool_size}, mit Schrittweite {pool_stride}."
    ),
    "conv_average": (
        "Average-Pooling nimmt den Mittelwert jedes Fensters der Größe {pool_size}, mit Schrittweite {pool_stride}."
    ),
    "conv_upstream": "Die Gradienten eines Verlusts $L$ nach den Ausgaben sind gegeben: $u$.",
    "conv_targets": "Der Verlust ist {loss}; die Zielwerte sind $d$.",
    "conv_own_targets": "Die Zielwerte des Verlusts sind $d$.",
    # perceptrons in words
    "perceptron_above_binary": (
        "Eine Schwelleneinheit liest die Beispiele nacheinander. Ihre gewichtete Summe ist $z = {sum}$; "
        "sie gibt $y = 1$ aus, wo $z > 0$ ist, sonst 0."
    ),
    "perceptron_from_binary": (
        "Eine Schwelleneinheit liest die Beispiele nacheinander. Ihre gewichtete Summe ist $z = {sum}$; "
        "sie gibt $y = 1$ aus, wo $z >= 0$ ist (auch wo es genau 0 ist), sonst 0."
    ),
    "perceptron_above_bipolar": (
        "Eine Schwelleneinheit liest die Beispiele nacheinander. Ihre gewichtete Summe ist $z = {sum}$; "
        "sie gibt $y = 1$ aus, wo $z > 0$ ist, sonst $-1$."
    ),
    "perceptron_from_bipolar": (
        "Eine Schwelleneinheit liest die Beispiele nacheinander. Ihre gewichtete Summe ist $z = {sum}$; "
        "sie gibt $y = 1$ aus, wo $z >= 0$ ist (auch wo es genau 0 ist), sonst $-1$."
    ),
    "delta_rule": (
        "Eine lineare Einheit liest die Beispiele nacheinander. Ihre Ausgabe ist die gewichtete Summe selbst, "
        "$y = {sum}$."
    ),
    "perceptron_error": (
        "Der Fehler ist $r = d - y$ mit dem Zielwert $d$. Bevor das nächste Beispiel gelesen wird, "
        "wird jedes Gewicht um $eta*r$ mal den Eingang erhöht, zu dem es gehört."
    ),
    "perceptron_bias": "Der Bias $b$ wird um $eta*r$ erhöht.",
    "perceptron_learned": "Die Schwelle $theta$ wird um $eta*r$ gesenkt.",
    "perceptron_threshold": "Die Schwelle $theta$ bleibt, wie sie ist.",
    "perceptron_plus": "Das Gewicht $w{last}$ gehört zu einem konstanten Eingang 1.",
    "perceptron_minus": "Das Gewicht $w{last}$ gehört zu einem konstanten Eingang $-1$.",
    "perceptron_rows": (
        "In jeder Zeile stehen die Gewichte nach deren Beispiel; $w0$ sind die Gewichte vor dem ersten Beispiel."
    ),
    "perceptron_epochs": (
        "Es gibt {epochs} Epochen mit den Beispielen in derselben Reihenfolge: "
        "In Zeile {next} steht wieder das erste Beispiel."
    ),
    # drawings in words
    "drawn_network": "Ein Netz, von links nach rechts gezeichnet. Eingänge: {inputs}.",
    "drawn_layer": "Schicht {layer}:",
    "drawn_layer_of": "Schicht {layer} ({activation}):",
    "drawn_unit": "{unit} wird gespeist von {fed}",
    "drawn_source": "{source} mit dem Gewicht {weight}",
    "drawn_bias": "und dem Bias {bias}",
    "drawn_threshold": "abzüglich der Schwelle {bias}",
    "drawn_every": "{units}, jeweils gespeist von der ganzen Schicht davor.",
    "drawn_dots": "Wo Punkte stehen, sind Einheiten weggelassen; sie sind verbunden wie die anderen.",
    "in_all": "insgesamt {count}",
    "table_gate": "Gatter",
    "table_operation": "Operation",
    "table_into": "hinein",
    "table_out": "heraus",
    "table_step": "Schritt",
    "drawn_unrolled": "Die Zelle, Schritt für Schritt; Schritt 0 ist der Anfang.",
    "drawn_targets": "Zielwerte: {targets}.",
    "drawn_circuit": "Ein Schaltbild, von links nach rechts gezeichnet (Gatter: {count}).",
    "drawn_gate": "Gatter {number}, {sign}: hinein {inputs}; heraus {output}.",
    "drawn_gate_number": "die Ausgabe von Gatter {number}",
    "drawn_gradient": " (Gradient {number})",
    "drawn_cells": (
        "Eine rekurrente Zelle ({cell}), für jeden Zeitschritt einmal gezeichnet, von links nach rechts. "
        "Anfang: {start}."
    ),
    "drawn_step": "Schritt {time}: in die Zelle {inputs}, und was der Schritt davor weitergibt; heraus {outputs}.",
    "drawn_loss": "Der Verlust {loss} vergleicht damit {targets}.",
    "drawn_weights": "An den Pfeilen: {weights}.",
    "drawn_made": "{q}, {k} und {v} entstehen aus {x} durch {weights}.",
    "drawn_attention": (
        "Attention, von links nach rechts gezeichnet: {q} und {k} ergeben die Scores {s}, Softmax macht daraus die Gewichte {a}, und diese gewichten {v} in der Ausgabe {y}."
    ),
    "drawn_slide": "Ein Filterkern, und worüber er gleitet.",
    "drawn_lay": "Ein Filterkern, den jede Zahl des Eingangs in die Ausgabe legt.",
    "drawn_pool": "Fenster über einem Eingang.",
    "drawn_grid": "{name} ({size}), Zeile für Zeile: {rows}.",
    "drawn_line": "{name} ({size}): {rows}.",
    "drawn_empty": "{name} ({size}) hat leere Zellen.",
    "drawn_biases": "Bias: {biases}.",
    "drawn_zeros": "Darum herum stehen Nullen ({size}).",
    "drawn_first": "Das erste Fenster und die erste Ausgabe sind umrandet, die zweiten gestrichelt.",
    "kernel": "Filterkern",
    "flipped": "erst spiegeln",
    "stride_of": "Schrittweite {stride}",
    "max_of": "Maximum",
    "average_of": "Mittelwert",
    "upstream_of": "Gradienten",
    "targets_of": "Zielwerte",
    "output_map": "Ausgabe",
    # recurrent cells in words
    "recurrent_simple": (
        "Eine einfache rekurrente Zelle (Eingänge: {inputs}, Einheiten: {units}) liest eine Folge "
        "(Zeitschritte: {times}). Der erste Index von $x$, $a$ und $h$ ist der Zeitschritt; $h0$ ist der Zustand vor "
        "dem ersten. $W$ gewichtet den Eingang und $U$ den vorigen Zustand."
    ),
    "recurrent_lstm": (
        "Eine LSTM-Zelle (Eingänge: {inputs}, Einheiten: {units}) liest eine Folge (Zeitschritte: {times}) mit einem "
        "Vergessens-Gate $f$, einem Eingangs-Gate $i$, einem Ausgangs-Gate $o$ und einem Kandidaten $g$. Der erste "
        "Index von allem, was berechnet wird, ist der Zeitschritt; $h0$ und $c0$ sind Zustand und Speicher vor dem "
        "ersten. $W$ gewichtet den Eingang und $U$ den vorigen Zustand."
    ),
    "recurrent_gru_new": (
        "Eine GRU-Zelle (Eingänge: {inputs}, Einheiten: {units}) liest eine Folge (Zeitschritte: {times}) mit einem "
        "Update-Gate $z$, einem Reset-Gate $r$ und einem Kandidaten $n$. Der erste Index von allem, was berechnet "
        "wird, ist der Zeitschritt; $h0$ ist der Zustand vor dem ersten. $W$ gewichtet den Eingang und $U$ den vorigen "
        "Zustand. Dabei ist $z$ der Anteil des neuen Kandidaten und $1 - z$ der des alten Zustands."
    ),
    "recurrent_gru_old": (
        "Eine GRU-Zelle (Eingänge: {inputs}, Einheiten: {units}) liest eine Folge (Zeitschritte: {times}) mit einem "
        "Update-Gate $z$, einem Reset-Gate $r$ und einem Kandidaten $n$. Der erste Index von allem, was berechnet "
        "wird, ist der Zeitschritt; $h0$ ist der Zustand vor dem ersten. $W$ gewichtet den Eingang und $U$ den vorigen "
        "Zustand. Dabei ist $z$ der Anteil des alten Zustands und $1 - z$ der des neuen Kandidaten."
    ),
    # quantities for people who do not know the names; without articles, so that they need no cases
    "role input": "Eingang",
    "role weight": "Gewicht",
    "role bias": "Bias",
    "role target": "Zielwert",
    "role learning rate": "Lernrate",
    "role weighted sum": "gewichtete Summe",
    "role activation": "Aktivierung",
    "role loss": "Verlust",
    "role what the optimiser remembers": "Gedächtnis des Optimierers",
    "derivative_of": "Ableitung von {of} nach {by}",
    "it": "der Größe",
    "change_of": "Änderung von {what}",
    "quantity_named": "Größe {name}",
    "after_the_update": "{what} nach der Aktualisierung",
    "after_updates": "{what} nach {count} Aktualisierungen",
    "in_layer": "{what} in Schicht {layer}",
    "of_example": "{what} von Beispiel {example}",
    "at_time": "{what} zum Zeitschritt {time}",
    "weight_between": "{what} zu Einheit {to} von Einheit {from}",
    "input_number": "Eingang {number}",
    "weight_from_input": "{what} zu Einheit {to} von Eingang {from}",
    "weight_from_state": "{what} zu Einheit {to} von Einheit {from} des vorigen Schritts",
    "in_row_and_column": "{what} in Zeile {row}, Spalte {column}",
    "of_input": "{what} von Eingang {input}",
    "after_example": "{what} nach Beispiel {example}",
    "at_the_start": "{what} am Anfang",
    "remembered": "Gedächtnis des Optimierers für: {what}",
    "of_unit": "{what} von Einheit {unit}",
    "of_unit_for_example": "{what} von Einheit {unit} für Beispiel {example}",
    "at_indices": "{what} bei {indices}",
    "answer_in_words": "Antwort in Worten",
    "formula_of": "Formel für {what}",
    # the policy
    "percent": "{number} %",
    "policy_decimals": (
        "Behalten Sie unterwegs {keep} und geben Sie {answer} an: Was dabei herauskommen kann, ist richtig, "
        "und das ungerundete Ergebnis auch."
    ),
    "policy_whole": "Geben Sie ganze Zahlen an; wie Sie sie finden, bleibt Ihnen überlassen.",
    "policy_earns": "{what} bringt {share}.",
    "policy_short": "{share} für {what}",
    "semicolon": "; ",
    "full_stop": "{sentence}.",
    "policy_late": "Jeder Tag, der nach dem Abgabetermin beginnt, kostet {share} der erreichten Punkte.",
    "policy_late_all": "Was nach dem Abgabetermin kommt, bringt keine Punkte.",
    "policy_best": "Wenn Sie mehrmals abgeben, zählt der beste Versuch.",
    "policy_last": "Wenn Sie mehrmals abgeben, zählt der letzte Versuch.",
    "policy_round": "Die Gesamtzahl wird auf {unit} gerundet, in der Mitte nach oben.",
    "policy_percent": "Ein Prozentzeichen wird gelesen: 25 % ist 0,25.",
    "policy_comma": "Dezimalzahlen dürfen mit Komma oder mit Punkt geschrieben werden.",
    "full_points": "die volle Punktzahl",
    "share_of_points": "{share} der Punkte",
    "half": "die Hälfte",
    "a_quarter": "ein Viertel",
    "three_quarters": "drei Viertel",
    "whole_points": "ganze Punkte",
    "half_points": "halbe Punkte",
    "quarter_points": "Viertelpunkte",
    "multiples_of_points": "Vielfache von {unit} Punkten",
    "credit_follow_through": "eine Zahl, die richtig aus Ihren eigenen früheren Zahlen folgt",
    "credit_rounded_early": "eine Zahl, die zu früh gerundet wurde",
    "credit_decimal_slip": "eine Zahl mit den richtigen Ziffern, aber dem Komma an der falschen Stelle",
    "credit_sign_slip": "eine Zahl, die bis auf das Vorzeichen stimmt",
    "credit_last_digit_slip": "eine Zahl, deren letzte Stelle nicht stimmt",
    "credit_misconception": "eine Zahl, zu der ein bekannter falscher Weg führt",
    # what an answer is, and why
    "outcome_right": "richtig",
    "outcome_follow_through": "richtig mit Ihren früheren Zahlen",
    "outcome_misconception": "wie ein bekannter falscher Weg sie ergibt",
    "outcome_rounded_early": "zu früh gerundet",
    "outcome_decimal_slip": "Komma verschoben",
    "outcome_sign_slip": "falsches Vorzeichen",
    "outcome_last_digit_slip": "letzte Stelle falsch",
    "outcome_wrong": "falsch",
    "outcome_unreadable": "nicht lesbar",
    "outcome_blank": "leer",
    "outcome_written": "von einem Menschen bewertet",
    "reason_follow_through": (
        "Das ist nicht die Zahl Ihres Blatts, aber sie folgt richtig aus dem, was Sie{believed} geschrieben haben."
    ),
    "reason_rounded_early": ("Fast, aber zu früh gerundet: Behalten Sie unterwegs {keep} und geben Sie {answer} an."),
    "reason_decimal_slip": "Die Ziffern stimmen; das Komma steht an der falschen Stelle.",
    "reason_sign_slip": "Die Zahl stimmt bis auf das Vorzeichen.",
    "reason_last_digit_slip": "Die Zahl stimmt bis auf ihre letzten Stellen.",
    "reason_unreadable": "Das lässt sich nicht als Antwort lesen.",
    "reason_one_cause": "Diese Zahl passt zu: ",
    "reason_several_causes": "Mehrere Wege führen zu dieser Zahl, und sie verrät nicht, welcher es war: ",
    "reason_or": "; oder: ",
    "reason_cause_end": ". ",
    "reason_with_own": "Gerechnet wurde mit dem, was Sie{believed} geschrieben haben.",
    "reason_wrong": "Kein bekannter Fehler führt zu dieser Zahl.",
    "reason_formula": "Diese Formel ergibt nicht den richtigen Wert.",
    "reason_blank": "Hier steht nichts.",
    "reason_written": "Das liest und bewertet ein Mensch.",
    "reason_void": "Dieses Feld zählt nicht.",
    "decided": "{who} hat entschieden: {words}.",
    "a_person": "Jemand",
    "the_staff": "Das Lehrteam",
    "believed_at": " bei {labels}",
    "believed_earlier": " zuvor",
    "all_right": "Alles ist richtig.",
    "empty": "In dieser Aufgabe steht nichts.",
    "right_up_to": "Bis einschließlich {label} ist alles richtig.",
    "first_look": "Sehen Sie sich zuerst {label} an:",
    "first_before": "Sehen Sie sich zuerst den Weg zu {label} an: Dort stimmt etwas nicht bei",
    "first_before_rest": ", wonach nicht gefragt war.",
    "credited": "Was daraus bei {labels} folgt, ist mit Ihren Zahlen richtig.",
    "whole_total": "{total} von {out_of} Punkten",
    "day_late": "1 Tag zu spät",
    "days_late": "{count} Tage zu spät",
    "taken_off": "{late} ({share} Abzug)",
    "attempt": "Versuch {attempt} von {attempts}",
    "exercise_says": "Aufgabe {number}: {text}",
    "waits": "Noch nicht gezählt, denn ein Mensch bewertet es: {labels}.",
    # for programs of others
    "check_answers": "Antworten prüfen",
    "practice": (
        "Zum Üben: Diese Zahlen hat sonst niemand. Prüfen Sie, sooft Sie "
        "wollen; sobald in jedem Feld etwas steht und geprüft ist, öffnet sich darunter der Rechenweg."
    ),
    "practice_score": "{count} von {all} richtig",
    "type_decimals": (
        "Geben Sie jede Antwort als Dezimalzahl mit Punkt ein, zum Beispiel -0.0731: mit gewöhnlichem Minuszeichen "
        "(ASCII), ohne Einheiten, ohne Brüche, ohne Rechenausdrücke."
    ),
    "to_from": ": nach ↓, von →",
}
