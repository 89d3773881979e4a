package org.clientele.export.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.export",
        name = "Clientele export",
        description = "Files of customers (etc/org.clientele.export.cfg).")
@interface ExportConfig {
    @AttributeDefinition(
            name = "File (days)",
            description = "After how many days a file is deleted (CLIENTELE_EXPORT_FILE_DAYS).",
            min = "1")
    int fileDays() default 7;

    @AttributeDefinition(
            name = "History (days)",
            description =
                    "After how many days it is forgotten that there was an export (CLIENTELE_EXPORT_HISTORY_DAYS).",
            min = "1")
    int historyDays() default 90;

    @AttributeDefinition(
            name = "Most waiting",
            description = "How many exports of one caller may wait or be written.",
            min = "1")
    int mostOpen() default 20;

    @AttributeDefinition(
            name = "Folder",
            description =
                    "Below which scheduled exports write files; none do if it is empty (CLIENTELE_EXPORT_FOLDER).")
    String folder() default "";

    @AttributeDefinition(name = "Most schedules", description = "How many schedules a caller may have.", min = "1")
    int mostSchedules() default 50;
}
