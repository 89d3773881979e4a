package org.clientele.search.internal;

import java.util.List;
import java.util.UUID;

/** A filter as it was written; columns are 1-based positions in the text. */
sealed interface Filter {
    record And(List<Filter> all) implements Filter {}

    record Or(List<Filter> any) implements Filter {}

    record Not(Filter filter) implements Filter {}

    record Present(Path path) implements Filter {}

    record Comparison(Path path, Operator operator, Literal literal) implements Filter {}

    /** Some row of a complex attribute fulfils the inner filter. */
    record Within(Path path, Filter inner) implements Filter {}

    /** What was saved under a name, in its place: the filter of a dynamic segment or of a view. */
    record Saved(Kind kind, UUID id, Filter filter) implements Filter {
        enum Kind {
            SEGMENT,
            VIEW
        }
    }

    /** The customer was put into a static segment. */
    record Member(UUID segment) implements Filter {}

    /** The customer was last seen in some segment that callers of these seller accounts may see; of all if there are none. */
    record AnyMember(List<String> sellerAccounts) implements Filter {}

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
