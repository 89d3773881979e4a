package org.clientele.search.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clientele.Problem;

/** The condition of {@code q}: each word is part of a name, e-mail address, phone number, reference or external id. */
final class SearchTerms {
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 8;
    private static final Pattern PHONE = Pattern.compile("[+(]?[0-9][0-9 ()/.-]{2,}");
    // What a local number drops when it is dialled from abroad; shorter ones are more likely parts of something else.
    private static final Pattern TRUNK = Pattern.compile("0{1,2}([1-9][0-9]{5,})");
    private static final Pattern PUNCTUATION = Pattern.compile("[ ()/.-]+");
    private static final Pattern SPACE = Pattern.compile("[\\p{javaWhitespace}\\p{Zs}]+");

    private SearchTerms() {}

    /** @param personal whether the caller may search for what is personal, or for references only */
    static Sql condition(String q, boolean personal) {
        String text = SPACE.matcher(q).replaceAll(" ").strip();
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw Problem.Invalid.at("?q", "search", "A search has 1 to " + LONGEST + " characters.");
        }
        String expression = personal ? "c.search_text" : "customer.fold(c.reference)";
        Matcher trunk =
                TRUNK.matcher(PUNCTUATION.matcher(text.replace("(0)", "")).replaceAll(""));
        if (personal && trunk.matches()) {
            // Kept as +4930123456, dialled as 030 123456 or 0049 30 123456.
            return new Sql().add(expression + " like ?", "%" + trunk.group(1) + "%");
        }
        String[] words = PHONE.matcher(text).matches()
                ? new String[] {PUNCTUATION.matcher(text.replace("(0)", "")).replaceAll("")}
                : text.split(" ", -1);
        if (words.length > MOST_WORDS) {
            throw Problem.Invalid.at("?q", "search", "A search has at most " + MOST_WORDS + " words.");
        }
        Sql sql = new Sql();
        for (String word : words) {
            String escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            sql.add(sql.isEmpty() ? "" : " and ").add(expression + " like customer.fold(?)", "%" + escaped + "%");
        }
        return sql;
    }
}
