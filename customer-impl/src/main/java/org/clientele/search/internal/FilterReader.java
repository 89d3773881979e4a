package org.clientele.search.internal;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.clientele.Problem;
import org.clientele.search.internal.Filter.Literal;
import org.jspecify.annotations.Nullable;

/** Reads the text of a filter, and refuses what is wrong, too long or too deep with the column where it is. */
final class FilterReader {
    private static final int LONGEST = 16_384;
    private static final int DEEPEST = 5;
    private static final int MOST_TERMS = 200;

    private FilterReader() {}

    static Filter read(String text) {
        if (text.length() > LONGEST) {
            throw invalid("filter-too-long", "A filter has at most " + LONGEST + " characters.", 1);
        }
        Rfc7644Lexer lexer = new Rfc7644Lexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(Refusing.INSTANCE);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        limit(tokens.getTokens());
        Rfc7644Parser parser = new Rfc7644Parser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(Refusing.INSTANCE);
        return filter(parser.filter().disjunction());
    }

    /** Before parsing, so that nothing deep is ever recursed into. */
    private static void limit(List<Token> tokens) {
        int depth = 0;
        int terms = 0;
        for (Token token : tokens) {
            switch (token.getText()) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                default -> {
                    if (token.getType() == Rfc7644Lexer.NAME) {
                        terms++;
                    }
                }
            }
            if (depth > DEEPEST) {
                throw invalid("filter-too-deep", "A filter is nested at most " + DEEPEST + " deep.", column(token));
            }
            if (terms > MOST_TERMS) {
                throw invalid(
                        "filter-too-long", "A filter names at most " + MOST_TERMS + " attributes.", column(token));
            }
        }
    }

    private static Filter filter(Rfc7644Parser.DisjunctionContext disjunction) {
        List<Filter> any = disjunction.conjunction().stream()
                .map(conjunction -> {
                    List<Filter> all =
                            conjunction.term().stream().map(FilterReader::term).toList();
                    return all.size() == 1 ? all.get(0) : new Filter.And(all);
                })
                .toList();
        return any.size() == 1 ? any.get(0) : new Filter.Or(any);
    }

    private static Filter term(Rfc7644Parser.TermContext term) {
        if (term instanceof Rfc7644Parser.NegationContext negation) {
            return new Filter.Not(filter(negation.disjunction()));
        } else if (term instanceof Rfc7644Parser.GroupContext group) {
            return filter(group.disjunction());
        } else if (term instanceof Rfc7644Parser.WithinContext within) {
            return new Filter.Within(path(within.path()), filter(within.disjunction()));
        } else if (term instanceof Rfc7644Parser.PresentContext present) {
            return new Filter.Present(path(present.path()));
        }
        Rfc7644Parser.ComparisonContext comparison = (Rfc7644Parser.ComparisonContext) term;
        return new Filter.Comparison(
                path(comparison.path()),
                Filter.Operator.valueOf(comparison.operator().getText().toUpperCase(Locale.ROOT)),
                literal(comparison.literal()));
    }

    private static Filter.Path path(ParserRuleContext path) {
        return new Filter.Path(path.getText(), column(path.getStart()));
    }

    private static Literal literal(Rfc7644Parser.LiteralContext literal) {
        Token token = literal.getStart();
        int column = column(token);
        return switch (token.getType()) {
            case Rfc7644Lexer.STRING -> new Literal(Literal.Kind.STRING, unescape(token.getText(), column), column);
            case Rfc7644Lexer.NUMBER -> new Literal(Literal.Kind.NUMBER, token.getText(), column);
            case Rfc7644Lexer.NULL -> new Literal(Literal.Kind.NULL, "null", column);
            default -> new Literal(Literal.Kind.BOOLEAN, token.getText(), column);
        };
    }

    private static String unescape(String quoted, int column) {
        StringBuilder text = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        if (text.indexOf("\0") >= 0 || !wellFormed(text)) {
            throw invalid("filter-text", "The text is not valid Unicode.", column);
        }
        return text.toString();
    }

    private static boolean wellFormed(CharSequence text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static int column(Token token) {
        return token.getStartIndex() + 1;
    }

    static Problem.Invalid invalid(String code, String detail, int column) {
        String located = detail + " (column " + column + ")";
        return new Problem.Invalid("validation", located, List.of(new Problem.Violation("?filter", code, located)));
    }

    private static final class Refusing extends BaseErrorListener {
        static final Refusing INSTANCE = new Refusing();

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int positionInLine,
                String message,
                @Nullable RecognitionException cause) {
            int column = symbol instanceof Token token
                    ? column(token)
                    : recognizer instanceof Rfc7644Lexer lexer ? lexer._tokenStartCharIndex + 1 : positionInLine + 1;
            throw invalid("filter-syntax", "The filter cannot be read from here on.", column);
        }
    }
}
