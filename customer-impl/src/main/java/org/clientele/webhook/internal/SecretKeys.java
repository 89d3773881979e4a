package org.clientele.webhook.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys that encrypt the secrets of webhooks (AES-256-GCM): the first one does, the others only read what they did. Thread-safe. */
final class SecretKeys {
    /** Of secrets from before there were keys. */
    static final String PLAIN = "";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    /** A secret as it is stored, and the id of the key. */
    record Sealed(String key, byte[] bytes) {}

    /**
     * Takes keys as they are configured.
     *
     * @throws IllegalArgumentException if one is not 32 bytes in Base64
     */
    SecretKeys(List<String> texts) {
        for (String text : texts) {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A key has 32 bytes.");
            }
            keys.put(id(key), key);
        }
    }

    static String random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Tells keys apart, and nothing about them. */
    private static String id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("clientele webhook key".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Set<String> ids() {
        return keys.keySet();
    }

    /** Of the key that encrypts. */
    String first() {
        return keys.keySet().iterator().next();
    }

    /** Encrypts it for this webhook: copied to another one, it is worth nothing. */
    Sealed seal(UUID webhook, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, first(), nonce, webhook).doFinal(secret);
            return new Sealed(
                    first(),
                    ByteBuffer.allocate(nonce.length + encrypted.length)
                            .put(nonce)
                            .put(encrypted)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws GeneralSecurityException if this node has not the key, or it is another webhook's, or was changed */
    byte[] open(UUID webhook, Sealed sealed) throws GeneralSecurityException {
        if (sealed.key().equals(PLAIN)) {
            return sealed.bytes();
        }
        if (!keys.containsKey(sealed.key()) || sealed.bytes().length < NONCE_BYTES) {
            throw new GeneralSecurityException("There is no key " + sealed.key());
        }
        byte[] nonce = Arrays.copyOf(sealed.bytes(), NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, sealed.key(), nonce, webhook)
                .doFinal(sealed.bytes(), NONCE_BYTES, sealed.bytes().length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, String key, byte[] nonce, UUID webhook) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(keys.get(key), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(webhook.getMostSignificantBits())
                .putLong(webhook.getLeastSignificantBits())
                .array());
        return cipher;
    }
}
