package org.clientele.subject.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What a reader of RFC 4180 makes of our rows. */
final class CsvWriterPropertyTest {
    @Property
    void textsComeBackAndNoneBeginsAFormula(@ForAll @Size(min = 1, max = 5) List<String> texts) throws IOException {
        StringWriter out = new StringWriter();
        new CsvWriter(out).row(texts.stream().<JsonNode>map(TextNode::valueOf).toList());

        List<String> cells = read(out.toString());

        assertThat(cells).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            String cell = cells.get(i);
            assertThat(cell).isIn(texts.get(i), "'" + texts.get(i));
            assertThat(cell.isEmpty() ? '.' : cell.charAt(0)).isNotIn('=', '+', '-', '@', '\t', '\r', '\n');
        }
    }

    /** One row, all of its fields in quotation marks. */
    private static List<String> read(String row) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            assertThat(row.charAt(at)).isEqualTo('"');
            StringBuilder cell = new StringBuilder();
            at++;
            while (row.charAt(at) != '"' || row.charAt(at + 1) == '"') {
                at += row.charAt(at) == '"' ? 1 : 0;
                cell.append(row.charAt(at++));
            }
            cells.add(cell.toString());
            at++;
            if (row.charAt(at) != ',') {
                assertThat(row.substring(at)).isEqualTo("\r\n");
                return cells;
            }
            at++;
        }
    }
}
