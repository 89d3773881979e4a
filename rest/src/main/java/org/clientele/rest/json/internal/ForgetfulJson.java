package org.clientele.rest.json.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.CacheProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.databind.util.TypeKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mapper whose caches can be emptied: they hold classes, and each class holds its bundle's class loader, so that nothing of a bundle
 * that was updated or uninstalled could ever be collected. Thread-safe.
 */
final class ForgetfulJson extends JsonMapper implements CacheProvider {
    private static final long serialVersionUID = 1L;
    private static final int FEW = 64;
    private static final int MOST = 4_000;

    private final transient List<LookupCache<?, ?>> caches = new CopyOnWriteArrayList<>();

    ForgetfulJson(JsonFactory factory) {
        super(factory);
    }

    private ForgetfulJson(ForgetfulJson source) {
        super(source);
        caches.addAll(source.caches);
    }

    /** It shares what it can be made to forget. */
    @Override
    public JsonMapper copy() {
        return new ForgetfulJson(this);
    }

    @Override
    public LookupCache<JavaType, JsonDeserializer<Object>> forDeserializerCache(DeserializationConfig config) {
        return kept(new LRUMap<>(FEW, MOST));
    }

    @Override
    public LookupCache<TypeKey, JsonSerializer<Object>> forSerializerCache(SerializationConfig config) {
        return kept(new LRUMap<>(FEW, MOST));
    }

    /** Modules replace the factory together with its cache; it can empty that by itself. */
    @Override
    public LookupCache<Object, JavaType> forTypeFactory() {
        return new LRUMap<>(FEW, MOST);
    }

    private <K, V> LookupCache<K, V> kept(LookupCache<K, V> cache) {
        caches.add(cache);
        return cache;
    }

    /** What is needed is found again. */
    void forgetClasses() {
        _rootDeserializers.clear();
        caches.forEach(LookupCache::clear);
        _typeFactory.clearCache();
        _serializerProvider.flushCachedSerializers();
    }
}
