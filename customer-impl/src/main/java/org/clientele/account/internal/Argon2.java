package org.clientele.account.internal;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), written as a PHC string.
 *
 * @param memory KiB
 */
record Argon2(int memory, int passes, int lanes) {
    /** What the OWASP asks for at least. */
    static final Argon2 USUAL = new Argon2(19_456, 2, 1);

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{10,100})\\$([A-Za-z0-9+/]{16,172})");
    private static final int SALT = 16;
    private static final int TAG = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    String hash(byte[] password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + '$' + base64.encodeToString(salt) + '$'
                + base64.encodeToString(derive(parameters().withSalt(salt).build(), password, TAG));
    }

    /** Whether the PHC string was made of the password, with the parameters it tells. */
    static boolean matches(String phc, byte[] password) {
        Matcher parts = parts(phc);
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] tag = Base64.getDecoder().decode(parts.group(5));
        Argon2Parameters parameters = told(parts).parameters().withSalt(salt).build();
        return MessageDigest.isEqual(derive(parameters, password, tag.length), tag);
    }

    /** Whether the PHC string was made with these parameters. */
    boolean made(String phc) {
        return told(parts(phc)).equals(this);
    }

    static byte[] derive(Argon2Parameters parameters, byte[] password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }

    private Argon2Parameters.Builder parameters() {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes);
    }

    private static Argon2 told(Matcher parts) {
        return new Argon2(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private static Matcher parts(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password is no Argon2id PHC string");
        }
        return parts;
    }
}
