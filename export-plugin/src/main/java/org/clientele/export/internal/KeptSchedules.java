package org.clientele.export.internal;

import java.util.List;
import org.clientele.feature.KeptQueries;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What schedules will ask. */
@Component(property = KeptQueries.USE + "=schedules")
public final class KeptSchedules implements KeptQueries {
    private final Schedules schedules;

    @Activate
    public KeptSchedules(@Reference Schedules schedules) {
        this.schedules = schedules;
    }

    @Override
    public List<Kept> kept() {
        return schedules.all().stream()
                .map(schedule -> new Kept(schedule.id(), schedule.customers()))
                .toList();
    }
}
