package org.clientele.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.clientele.attribute.Attribute;

/**
 * What a file of customers is to be.
 *
 * @param name what the export is called
 * @param columns one for each value of a row, in this order
 * @param options what was asked for besides, by the names that the format gives them; {@link ExportOptions} reads them
 * @param at when it was asked for
 */
public record ExportLayout(String name, List<Attribute> columns, Map<String, String> options, Instant at) {
    public ExportLayout {
        columns = List.copyOf(columns);
        options = Map.copyOf(options);
    }
}
