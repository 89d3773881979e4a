package org.clientele.export.internal;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a workbook consists of besides its sheets. */
final class XlsxParts {
    static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private XlsxParts() {}

    static String workbook(int sheets) {
        return HEAD + "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + DOCUMENT + "\"><sheets>"
                + each(
                        sheets,
                        i -> "<sheet name=\"Customers" + (i == 1 ? "" : " " + i) + "\" sheetId=\"" + i + "\" r:id=\"rId"
                                + i + "\"/>")
                + "</sheets></workbook>";
    }

    static String workbookParts(int sheets) {
        return HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                + each(sheets, i -> part(i, "worksheet", "worksheets/sheet" + i + ".xml"))
                + part(sheets + 1, "styles", "styles.xml") + "</Relationships>";
    }

    static String parts() {
        return HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                + part(1, "officeDocument", "xl/workbook.xml") + "</Relationships>";
    }

    static String types(int sheets) {
        return HEAD + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + type("workbook.xml", "sheet.main")
                + type("styles.xml", "styles")
                + each(sheets, i -> type("worksheets/sheet" + i + ".xml", "worksheet")) + "</Types>";
    }

    private static String part(int id, String type, String target) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + DOCUMENT + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String type(String part, String type) {
        return "<Override PartName=\"/xl/" + part + "\" ContentType=\"" + TYPE + type + "+xml\"/>";
    }

    private static String each(int count, java.util.function.IntFunction<String> one) {
        return IntStream.rangeClosed(1, count).mapToObj(one).collect(Collectors.joining());
    }
}
