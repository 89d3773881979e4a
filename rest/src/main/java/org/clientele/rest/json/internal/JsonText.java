package org.clientele.rest.json.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clientele.Problem;

/** What the parser lets pass and a database does not: overlong or broken UTF-8, NUL, half of a surrogate pair. */
final class JsonText {
    private JsonText() {}

    static void check(byte[] document) {
        boolean ascii = true;
        boolean suspicious = false;
        for (int i = 0; i < document.length; i++) {
            byte b = document[i];
            if (b < 0) {
                ascii = false;
            } else if (b == '\\' && i + 3 < document.length && document[i + 1] == 'u') {
                int first = document[i + 2];
                suspicious |= first == 'd' || first == 'D' || (first == '0' && document[i + 3] == '0');
            } else if (b == 0) {
                throw malformed("a NUL byte at offset " + i);
            }
        }
        if (!ascii) {
            checkUtf8(document);
        }
        if (suspicious) {
            checkStrings(document);
        }
    }

    private static void checkUtf8(byte[] document) {
        ByteBuffer bytes = ByteBuffer.wrap(document);
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes);
        } catch (CharacterCodingException broken) {
            throw malformed("it is not UTF-8 at offset " + bytes.position());
        }
    }

    private static void checkStrings(byte[] document) {
        try (JsonParser parser = StrictJson.MAPPER.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    String text = parser.getText();
                    if (text.indexOf('\0') >= 0) {
                        throw Problem.Invalid.at(
                                pointer(parser), "nul-character", "The NUL character cannot be stored.");
                    }
                    if (hasHalfPair(text)) {
                        throw Problem.Invalid.at(
                                pointer(parser), "unpaired-surrogate", "Half of a surrogate pair is no character.");
                    }
                }
            }
        } catch (IOException wrong) {
            throw JsonFaults.problem(wrong);
        }
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static Problem.Invalid malformed(String why) {
        String detail = "The body is no JSON: " + why + ".";
        return new Problem.Invalid(
                "malformed-json", detail, List.of(new Problem.Violation("", "malformed-json", detail)));
    }
}
