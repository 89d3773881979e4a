package org.clientele.doctor.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.clientele.access.RequiresScope;
import org.clientele.feature.Doctor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code /features/{id}/doctor}: what is wrong with a feature on the node that answers. */
@Component(service = DoctorResource.class)
@JakartarsResource
@Path("features/{id}/doctor")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("features:read")
public final class DoctorResource {
    private final Doctor doctor;

    @Activate
    public DoctorResource(@Reference Doctor doctor) {
        this.doctor = doctor;
    }

    /** @param healthy whether there is no error; there may be warnings */
    public record Examination(boolean healthy, List<Doctor.Finding> findings) {}

    @GET
    public Examination examine(@PathParam("id") String id) {
        List<Doctor.Finding> findings = doctor.examine(id);
        return new Examination(
                findings.stream().noneMatch(finding -> finding.severity() == Doctor.Severity.ERROR), findings);
    }
}
