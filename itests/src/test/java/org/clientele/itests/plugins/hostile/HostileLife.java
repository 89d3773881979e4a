package org.clientele.itests.plugins.hostile;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** A component that does not start. */
@Component(service = HostileLife.class, immediate = true)
public final class HostileLife {
    @Activate
    void start() {
        throw new StackOverflowError("hostile");
    }

    /** One that starts, and does not stop. */
    @Component(service = Endless.class, immediate = true)
    public static final class Endless {
        @Deactivate
        void stop() {
            Mood.act("deactivate");
        }
    }
}
