package org.clientele.audit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes and signs. Thread-safe. */
final class Seal {
    private final Optional<byte[]> key;

    Seal(String key) {
        this.key = key.isBlank() ? Optional.empty() : Optional.of(key.strip().getBytes(StandardCharsets.UTF_8));
    }

    boolean signs() {
        return key.isPresent();
    }

    /** What signs the end of a chain; empty without a key. */
    Optional<byte[]> signature(long number, byte[] hash) {
        return key.map(secret -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                mac.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
                return mac.doFinal(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static byte[] hash(byte[] previous, byte[] content) {
        MessageDigest digest = sha256();
        digest.update(previous);
        return digest.digest(content);
    }

    /** The same for the same text, and nothing that tells the text to whoever does not guess it. */
    String fingerprint(String text) {
        MessageDigest digest = sha256();
        key.ifPresent(digest::update);
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
