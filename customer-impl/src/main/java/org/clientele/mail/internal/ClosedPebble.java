package org.clientele.mail.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.core.DisallowExtensionCustomizerBuilder;
import io.pebbletemplates.pebble.loader.Loader;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pebble that calls no methods and loads nothing: a wording sees its values, and that is all. Nor does it loop but over them.
 * Thread-safe.
 */
final class ClosedPebble {
    private static final int LONGEST = 256 * 1024;

    private static final Function<Extension, ExtensionCustomizer> ALLOWED = new DisallowExtensionCustomizerBuilder()
            .disallowedFunctionKeys(List.of("i18n", "range"))
            .disallowedBinaryOperatorSymbols(List.of(".."))
            .disallowedTokenParserTags(
                    List.of("include", "import", "from", "extends", "embed", "parallel", "cache", "macro"))
            .build();

    private final PebbleEngine engine;
    private final Cache<String, PebbleTemplate> compiled =
            Caffeine.newBuilder().maximumSize(500).build();

    private ClosedPebble(boolean html) {
        this.engine = new PebbleEngine.Builder()
                .loader(new NothingToLoad())
                .methodAccessValidator((object, method) -> false)
                .registerExtensionCustomizer(extension -> new OnlyData(ALLOWED.apply(extension)))
                .autoEscaping(html)
                .defaultEscapingStrategy("html")
                .strictVariables(false)
                .newLineTrimming(false)
                .cacheActive(false)
                .maxRenderedSize(LONGEST)
                .defaultLocale(Locale.ROOT)
                .build();
    }

    static ClosedPebble ofText() {
        return new ClosedPebble(false);
    }

    /** With every value escaped. */
    static ClosedPebble ofHtml() {
        return new ClosedPebble(true);
    }

    /** @throws RuntimeException if the source is wrong, or wants what it may not have */
    String render(String source, Map<String, Object> values, Locale locale) {
        PebbleTemplate template = compiled.get(source, engine::getLiteralTemplate);
        StringWriter written = new StringWriter();
        try {
            template.evaluate(written, values, locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.toString();
    }

    /** What stands behind a dot is a member of a map or a place in a list; there are no methods and no fields. */
    private static final class OnlyData extends ExtensionCustomizer {
        OnlyData(Extension extension) {
            super(extension);
        }

        @Override
        public @Nullable List<AttributeResolver> getAttributeResolver() {
            List<AttributeResolver> resolvers = super.getAttributeResolver();
            return resolvers == null || resolvers.isEmpty() ? resolvers : List.of(OnlyData::resolve);
        }

        private static ResolvedAttribute resolve(
                @Nullable Object of,
                Object name,
                Object @Nullable [] arguments,
                ArgumentsNode node,
                EvaluationContextImpl context,
                String file,
                int line) {
            if (arguments == null && of instanceof Map<?, ?> map) {
                return new ResolvedAttribute(map.get(String.valueOf(name)));
            }
            if (arguments == null && of instanceof List<?> list && name instanceof Number index) {
                boolean there = index.intValue() >= 0 && index.intValue() < list.size();
                return new ResolvedAttribute(there ? list.get(index.intValue()) : null);
            }
            return new ResolvedAttribute(null);
        }
    }

    private static final class NothingToLoad implements Loader<String> {
        @Override
        public Reader getReader(String name) {
            throw new LoaderException(null, "A wording includes nothing.");
        }

        @Override
        public void setCharset(String charset) {}

        @Override
        public void setPrefix(String prefix) {}

        @Override
        public void setSuffix(String suffix) {}

        @Override
        public String resolveRelativePath(String relative, String anchor) {
            return relative;
        }

        @Override
        public String createCacheKey(String name) {
            return name;
        }

        @Override
        public boolean resourceExists(String name) {
            return false;
        }
    }
}
