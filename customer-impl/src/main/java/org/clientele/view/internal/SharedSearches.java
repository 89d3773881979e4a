package org.clientele.view.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.clientele.persistence.Sql;
import org.clientele.persistence.Transactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes ids of searches, and searches of ids. An id is the search itself, encrypted (AES-256-GCM) with a key that only the database has:
 * nothing of it is kept, so nothing has to be forgotten when the person who was searched for is erased. Thread-safe.
 */
@Component(service = SharedSearches.class)
public final class SharedSearches {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Transactions transactions;

    @Activate
    public SharedSearches(@Reference(target = "(schema=customer)") Transactions transactions) {
        this.transactions = transactions;
    }

    String id(SharedSearch search) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes(search));
            byte[] id = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, id, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if it was not made here. */
    Optional<SharedSearch> find(String id) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(id);
            if (sealed.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return Optional.of(search(
                    cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES)));
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        byte[] key = transactions.read(
                connection -> Sql.first(connection, "select key from customer.search_key", row -> row.getBytes(1))
                        .orElseThrow());
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] bytes(SharedSearch search) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(search.q().orElse(""));
            out.writeUTF(search.filter().orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static SharedSearch search(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new SharedSearch(present(in.readUTF()), present(in.readUTF()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
