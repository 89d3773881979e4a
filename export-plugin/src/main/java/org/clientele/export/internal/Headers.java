package org.clientele.export.internal;

import java.util.List;
import java.util.Optional;
import org.clientele.attribute.Attribute;
import org.clientele.export.ExportOptions;

/** What stands above the columns. */
enum Headers {
    NAME,
    LABEL,
    NONE;

    static Headers of(ExportOptions options) {
        return switch (options.oneOf("header", List.of("name", "label", "none"), "name")) {
            case "label" -> LABEL;
            case "none" -> NONE;
            default -> NAME;
        };
    }

    /** Empty if there is nothing above them. */
    Optional<String> above(Attribute column) {
        return switch (this) {
            case NAME -> Optional.of(column.name());
            case LABEL -> Optional.of(column.label());
            case NONE -> Optional.empty();
        };
    }

    /** Above the currencies of a column of money. */
    Optional<String> aboveCurrency(Attribute column) {
        return above(column).map(text -> text + (this == NAME ? ".currency" : " (currency)"));
    }
}
