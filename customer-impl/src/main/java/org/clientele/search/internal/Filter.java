package org.clientele.search.internal;

import java.util.List;

/** A filter as it was written; columns are 1-based positions in the text. */
sealed interface Filter {
    record And(List<Filter> all) implements Filter {}

    record Or(List<Filter> any) implements Filter {}

    record Not(Filter filter) implements Filter {}

    record Present(Path path) implements Filter {}

    record Comparison(Path path, Operator operator, Literal literal) implements Filter {}

    /** Some row of a complex attribute fulfils the inner filter. */
    record Within(Path path, Filter inner) implements Filter {}

    record Path(String name, int column) {}

    enum Operator {
        EQ,
        NE,
        CO,
        SW,
        EW,
        GT,
        GE,
        LT,
        LE
    }

    /** A value of JSON; {@code text} is unescaped for a string and as written for the others. */
    record Literal(Kind kind, String text, int column) {
        enum Kind {
            STRING,
            NUMBER,
            BOOLEAN,
            NULL
        }
    }
}
