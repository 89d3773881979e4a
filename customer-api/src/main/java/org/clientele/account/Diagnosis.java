package org.clientele.account;

import java.util.List;

/**
 * Whether a customer can log in, and what is in the way.
 *
 * @param reasons empty exactly if nothing is in the way; {@code mail-failed} alone does not keep anybody out
 */
public record Diagnosis(boolean canLogIn, List<Reason> reasons) {
    public Diagnosis {
        reasons = List.copyOf(reasons);
    }

    /**
     * One thing in the way.
     *
     * @param code {@code no-account}, {@code inactive}, {@code not-verified}, {@code no-password}, {@code locked-out} or {@code
     *     mail-failed}
     * @param detail for people
     */
    public record Reason(String code, String detail) {}
}
