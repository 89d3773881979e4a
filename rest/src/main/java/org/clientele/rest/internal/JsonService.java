package org.clientele.rest.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Hashtable;
import java.util.Map;
import org.clientele.rest.Json;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The mapper of the API as a service, {@code (clientele=rest)}. */
@Component(
        immediate = true,
        service = {})
public final class JsonService {
    private final ServiceRegistration<ObjectMapper> registration;

    @Activate
    public JsonService(BundleContext context) {
        registration = context.registerService(
                ObjectMapper.class, Json.mapper(), new Hashtable<>(Map.of("clientele", "rest")));
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
    }
}
