package org.clientele.rest.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/** Refuses what would be decoded to something else than was meant: broken escapes, broken UTF-8, NUL. */
final class RawAddress {
    private RawAddress() {}

    static void check(@Nullable String part) {
        if (part == null || isPlain(part)) {
            return;
        }
        byte[] bytes = new byte[part.length() * 3];
        int length = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed("An escape in the address is broken.");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                throw malformed("The address has characters that must be escaped.");
            }
            if (bytes[length - 1] == 0) {
                throw new Problem.Invalid("nul-character", "The address has a NUL character.", List.of());
            }
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException broken) {
            throw malformed("The address is not UTF-8.");
        }
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' || c >= 0x80 || c == 0) {
                return false;
            }
        }
        return true;
    }

    private static Problem malformed(String detail) {
        return new Problem.Invalid("malformed-address", detail, List.of());
    }
}
