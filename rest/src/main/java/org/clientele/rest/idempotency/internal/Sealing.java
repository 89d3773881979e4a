package org.clientele.rest.idempotency.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.clientele.Problem;
import org.clientele.rest.SessionCookie;

/**
 * Answers with secrets, encrypted with what the caller showed: the key, the session, or the address with the token in it. None of these is
 * stored, so whoever reads the table learns nothing.
 */
final class Sealing {
    /** What an answer carries that is sealed: the ids in it, by which an erasure on a node of the version before finds it. */
    static final String HEADER = "Clientele-Sealed";

    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private Sealing(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    static Sealing of(HttpServletRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {
                "clientele-sealed-answer",
                Objects.requireNonNullElse(request.getHeader(Idempotency.HEADER), ""),
                Objects.requireNonNullElse(request.getHeader("Authorization"), ""),
                SessionCookie.token(request).orElse(""),
                request.getRequestURI()
            }) {
                digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
            }
            return new Sealing(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    StoredAnswer seal(StoredAnswer answer) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] hidden = crypt(Cipher.ENCRYPT_MODE, iv, answer.body(), 0);
        byte[] body = Arrays.copyOf(iv, IV_BYTES + hidden.length);
        System.arraycopy(hidden, 0, body, IV_BYTES, hidden.length);
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(HEADER, String.join(" ", answer.ids()));
        return new StoredAnswer(answer.status(), headers, body);
    }

    static boolean isSealed(StoredAnswer answer) {
        return answer.headers().containsKey(HEADER);
    }

    /** @throws Problem.Conflict {@code answer-sealed} if it was told to another token or session */
    StoredAnswer open(StoredAnswer sealed) {
        byte[] iv = Arrays.copyOf(sealed.body(), IV_BYTES);
        Map<String, String> headers = new HashMap<>(sealed.headers());
        headers.remove(HEADER);
        return new StoredAnswer(sealed.status(), headers, crypt(Cipher.DECRYPT_MODE, iv, sealed.body(), IV_BYTES));
    }

    private byte[] crypt(int mode, byte[] iv, byte[] text, int offset) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            return cipher.doFinal(text, offset, text.length - offset);
        } catch (javax.crypto.AEADBadTagException other) {
            throw new Problem.Conflict(
                    "answer-sealed", "The answer holds a secret and is told again only to the same key or session.");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
