"""Known wrong methods in German: what each is called, and the first line that a student reads."""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[str, tuple[str, str]] = {
    "no-hidden-activation": (
        "Aktivierung der verdeckten Schicht ausgelassen",
        "Eine verdeckte Einheit addiert nicht nur: Was macht ihre Aktivierung aus der gewichteten Summe?",
    ),
    "softmax-as-sigmoid": (
        "für jede Ausgabe eine Sigmoid-Funktion statt Softmax",
        "Ergeben Ihre Ausgaben zusammen 1? Softmax teilt durch die Summe über alle Klassen.",
    ),
    "softmax-without-exp": (
        "Softmax ohne die Exponentialfunktion",
        "Softmax verteilt Potenzen von e, nicht die Summen selbst.",
    ),
    "bias-forgotten": (
        "Bias in der gewichteten Summe vergessen",
        "Zu einer gewichteten Summe gehört ihr Bias. Wo ist er?",
    ),
    "threshold-sign": (
        "Schwelle addiert statt abgezogen",
        "In dieser Veranstaltung wird die Schwelle von der gewichteten Summe abgezogen.",
    ),
    "transposed-forward": (
        "Gewichtsmatrix im Vorwärtsschritt transponiert",
        "Folgen Sie der Kante in der Zeichnung: Welche Einheit verlässt dieses Gewicht, und zu welcher führt es?",
    ),
    "log10": ("Logarithmus zur Basis zehn", "Im maschinellen Lernen ist log der natürliche Logarithmus, ln."),
    "log2": ("Logarithmus zur Basis zwei", "Im maschinellen Lernen ist log der natürliche Logarithmus, ln."),
    "bce-second-term-missing": (
        "zweiter Term der binären Kreuzentropie ausgelassen",
        "Beim Zielwert 0 ist Ihr Verlust für jede Ausgabe 0. Was ist mit dem Term mit 1 − d?",
    ),
    "bce-terms-swapped": (
        "Terme der binären Kreuzentropie vertauscht",
        "Welcher Logarithmus gehört zum Zielwert 1: der von y oder der von 1 − y?",
    ),
    "target-index": ("Kreuzentropie einer anderen Klasse", "Prüfen Sie, welche Klasse das Ziel ist."),
    "target-output-swapped": (
        "Vorzeichen der Ableitung des Verlusts vertauscht",
        "Wo die Ausgabe über dem Zielwert liegt: Welches Vorzeichen hat die Ableitung des Verlusts?",
    ),
    "extra-factor-2": (
        "1/2 des quadrierten Fehlers vergessen",
        "Was macht das 1/2 im Verlust mit seiner Ableitung?",
    ),
    "missing-factor-2": (
        "Faktor 2 eines Quadrats verloren",
        "Steht in diesem Verlust ein 1/2? Was bringt das Quadrat beim Ableiten nach vorn?",
    ),
    "no-batch-mean": (
        "Summe über den Batch statt des Mittelwerts",
        "Teilen Sie durch die Anzahl der Beispiele: siehe die Formel des Verlusts.",
    ),
    "forgot-output-derivative": (
        "Ableitung der Aktivierung am Ausgang ausgelassen",
        "Die Ausgabe hängt über die Aktivierung von ihrer Summe ab: Welcher Faktor führt von der einen zur anderen?",
    ),
    "sigma-prime-of-y": (
        "Aktivierung in der Ableitung am Ausgang zweimal angewandt",
        "s'(z) = s(z)(1 − s(z)), und s(z) ist schon y: Wie oft wird die Aktivierung angewandt?",
    ),
    "sum-for-output": (
        "z(1 − z) statt y(1 − y)",
        "Die Ableitung steht in der Ausgabe, y(1 − y), nicht in der Summe z.",
    ),
    "squared-error-delta": (
        "Delta des quadrierten Fehlers bei Kreuzentropie",
        "Dieses Delta gehört zum quadrierten Fehler. Was ist die Ableitung des Logarithmus?",
    ),
    "cross-entropy-delta": (
        "y − d bei einem quadrierten Fehler",
        "Die Abkürzung y − d gilt nur für Kreuzentropie mit Sigmoid oder Softmax.",
    ),
    "softmax-elementwise": (
        "Softmax wie eine Sigmoid-Funktion abgeleitet",
        "Wächst eine Summe, so sinken die anderen Ausgaben: Die Jacobi-Matrix hat neben der Diagonale Terme -y_i y_j.",
    ),
    "jacobian-sign": (
        "Vorzeichen der Softmax-Terme neben der Diagonale",
        "Neben der Diagonale ist die Jacobi-Matrix von Softmax negativ: Wächst eine Summe, so sinken die anderen Ausgaben.",
    ),
    "relu-gate-ignored": (
        "Steigung 1 für eine ReLU, die aus ist",
        "Eine Einheit hatte eine negative Summe. Welche Steigung hat ReLU dort?",
    ),
    "relu-gate-on-upstream": (
        "Schalter der ReLU nach dem Vorzeichen des ankommenden Gradienten",
        "Die Steigung von ReLU hängt von ihrer eigenen Summe ab, nicht von dem Gradienten, der ankommt.",
    ),
    "forgot-hidden-derivative": (
        "Ableitung der verdeckten Aktivierung ausgelassen",
        "Auch die verdeckte Einheit hat eine Aktivierung: Ein Faktor fehlt.",
    ),
    "hidden-sigma-prime-of-y": (
        "Aktivierung in einer verdeckten Ableitung zweimal angewandt",
        "s'(z) = s(z)(1 − s(z)), und s(z) ist schon die Ausgabe der Einheit: Wie oft wird die Aktivierung angewandt?",
    ),
    "tanh-slope": ("1 − y statt 1 − y²", "Die Steigung von tanh ist 1 − y², mit dem Quadrat."),
    "updated-weights": (
        "neue Gewichte im Rückwärtsschritt verwendet",
        "Alle Gradienten werden an den alten Gewichten genommen, dann bewegen sich alle Gewichte. Welche stehen hier?",
    ),
    "transposed-backward": (
        "Gewichtsmatrix im Rückwärtsschritt nicht transponiert",
        "Folgen Sie den Kanten rückwärts: Welche Gewichte verlassen diese Einheit?",
    ),
    "missing-path": (
        "nur einem der Wege einer Einheit gefolgt",
        "Diese Einheit speist mehrere andere. Addieren Sie, was von jeder zurückkommt.",
    ),
    "weight-forgotten": (
        "Gewicht in der Kette ausgelassen",
        "Die Ableitung der nächsten Summe nach dieser Ausgabe ist ein Gewicht. Wo ist es?",
    ),
    "activation-for-input": (
        "eigene Ausgabe der Einheit statt ihres Eingangs",
        "Die Ableitung einer Summe nach einem Gewicht ist, was an dieser Kante hereinkommt.",
    ),
    "sum-for-activation": (
        "gewichtete Summe statt der Aktivierung davor",
        "An der Kante kommt die Ausgabe der Einheit herein, nach ihrer Aktivierung.",
    ),
    "bias-times-input": (
        "Gradient eines Bias mal einen Eingang",
        "Ein Bias wird addiert, wie er ist: In seiner Ableitung steht kein Eingang.",
    ),
    "ascent-sign": (
        "Schritt bergauf gemacht",
        "Bergauf würde der Verlust wachsen. Welches Vorzeichen hat der Gradientenabstieg?",
    ),
    "forgot-rate": ("Lernrate ausgelassen", "Ein Schritt nimmt einen Teil des Gradienten. Wo ist die Lernrate?"),
    "gradient-reported": (
        "Gradient als neuer Wert angegeben",
        "Das ist der Gradient. Ein Schritt fehlt noch: der neue Wert.",
    ),
    "change-reported": (
        "Änderung als neuer Wert angegeben",
        "Das ist die Änderung. Addieren Sie sie zum alten Wert.",
    ),
    "no-update": (
        "alter Wert als neuer angegeben",
        "Nichts hat sich bewegt. Ist der Gradient wirklich 0?",
    ),
    "bias-not-updated": ("Bias-Werte nicht geändert", "Auch Bias-Werte lernen: Sie bewegen sich wie Gewichte."),
    "no-bias-correction": (
        "Momente nicht für ihren Anfang bei 0 korrigiert",
        "m und v beginnen bei 0: Teilen Sie durch 1 − beta^t.",
    ),
    "epsilon-place": (
        "Epsilon auf der anderen Seite der Wurzel",
        "Wird Epsilon addiert, bevor die Wurzel gezogen wird, oder danach?",
    ),
    "next-step-number": (
        "Nummer des Schritts um eins verschoben",
        "Schritte werden ab 1 gezählt: Der wievielte ist dieser?",
    ),
    "momentum-averaged": (
        "Momentum als laufender Mittelwert genommen",
        "Hier nimmt die Geschwindigkeit den ganzen Gradienten auf, nicht nur den Anteil 1 − mu.",
    ),
    "nothing-remembered": (
        "Gedächtnis des Optimierers ausgelassen",
        "Der Optimierer erinnert sich an die Schritte davor: Womit hat er begonnen?",
    ),
    "kernel-flipped": (
        "Filterkern verkehrt herum aufgelegt",
        "Wird der Filterkern hier gespiegelt oder so aufgelegt, wie er dasteht? Das Blatt sagt es.",
    ),
    "pool-gradient-to-all": (
        "Gradient des Max-Poolings an jeden Eintrag gegeben",
        "Nur der größte Eintrag eines Fensters hat das Maximum bewegt: Wer bekommt den Gradienten?",
    ),
    "mean-for-max": ("Mittelwert statt Maximum", "Max-Pooling behält die größte Zahl seines Fensters."),
    "dropout-not-scaled": (
        "Dropout ohne Skalierung dessen, was bleibt",
        "Inverted Dropout teilt, was es behält, durch den Anteil, der behalten wird.",
    ),
    "other-variance": (
        "Varianz mit dem anderen Teiler",
        "Teilt diese Varianz durch n oder durch n − 1? Das Blatt sagt es.",
    ),
    "not-centred": ("Mittelwert nicht abgezogen", "Bevor ein Wert skaliert wird, wird sein Mittelwert abgezogen."),
    "variance-for-deviation": (
        "durch die Varianz statt durch ihre Wurzel geteilt",
        "Teilen Sie durch die Standardabweichung: die Wurzel der Varianz.",
    ),
    "attention-unscaled": (
        "Scores nicht skaliert",
        "In dieser Veranstaltung wird jeder Score durch die Wurzel der Dimension geteilt.",
    ),
    "attention-scaled-by-dimension": (
        "Scores durch die Dimension statt durch ihre Wurzel",
        "Scores werden durch die Wurzel der Dimension geteilt.",
    ),
    "attention-axis": (
        "Softmax über die falsche Achse",
        "Die Gewichte einer Query über alle Keys ergeben zusammen 1: auch Ihre?",
    ),
    "gru-mixing-swapped": (
        "alter und neuer Zustand andersherum gemischt",
        "Ist z der Anteil des neuen Kandidaten oder des alten Zustands? Das Blatt sagt es.",
    ),
    "memory-not-squashed": (
        "tanh auf dem Speicher eines LSTM ausgelassen",
        "Der Zustand zeigt den Speicher durch tanh hindurch.",
    ),
    "sign-slip": ("Vorzeichen verloren", "Stimmt das Vorzeichen?"),
    "point-right": ("Komma eine Stelle zu weit rechts", "Steht das Komma an der richtigen Stelle?"),
    "point-left": ("Komma eine Stelle zu weit links", "Steht das Komma an der richtigen Stelle?"),
    "sign-and-point-right": (
        "Vorzeichen verloren und Komma eine Stelle zu weit rechts",
        "Stimmt das Vorzeichen? Steht das Komma an der richtigen Stelle?",
    ),
    "sign-and-point-left": (
        "Vorzeichen verloren und Komma eine Stelle zu weit links",
        "Stimmt das Vorzeichen? Steht das Komma an der richtigen Stelle?",
    ),
    "point-far-right": ("Komma zwei Stellen zu weit rechts", "Steht das Komma an der richtigen Stelle?"),
    "point-far-left": ("Komma zwei Stellen zu weit links", "Steht das Komma an der richtigen Stelle?"),
}
