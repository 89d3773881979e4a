package org.clientele.imports.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.clientele.Page;
import org.clientele.operation.Operation;
import org.clientele.operation.Operation.ItemError;
import org.clientele.operation.internal.Workshop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Good lines land, bad lines are listed, and nothing ends the import. */
class BrokenFilesIT {
    private static final Workshop WORKSHOP = new Workshop();
    private static final Workshop.Node NODE = WORKSHOP.node(ImportKit.handlers(WORKSHOP));

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @BeforeEach
    void empty() {
        WORKSHOP.execute("truncate customer.customer cascade");
    }

    private static String order(String number, String more) {
        return "{\"number\":\"" + number + "\",\"placedAt\":\"2026-03-01T12:00:00Z\",\"status\":\"completed\","
                + "\"currency\":\"GBP\",\"customer\":{\"externalId\":{\"system\":\"shop\",\"id\":\"a\"}},"
                + "\"lines\":[{\"sku\":\"x\",\"quantity\":1,\"unitPrice\":100}]" + more + "}";
    }

    private static List<String> errors(Operation done) {
        return WORKSHOP.asAdmin(() -> NODE.operations().errors(done.id(), Page.Request.page(1, 100))).items().stream()
                .map(OnLine::of)
                .toList();
    }

    private static final class OnLine {
        static String of(ItemError error) {
            return error.item() + " " + error.pointer() + " " + error.code();
        }
    }

    private static Operation run(byte[] file) {
        return ImportKit.run(WORKSHOP, NODE, OrderImport.KIND, Map.of(), file);
    }

    @Test
    void eachKindOfBrokenLineIsListedAndTheOthersLand() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ImportKit.utf8("\uFEFF" + order("1", "") + "\r\n\n"));
        file.write(ImportKit.utf8("not json\n"));
        file.write(ImportKit.utf8(order("2", ",\"nonsense\":1") + "\n"));
        file.write(ImportKit.utf8("{\"number\":\"3\",\"paymentMethod\":\""));
        file.write(0xC3);
        file.write(0x28);
        file.write(ImportKit.utf8("\"}\n"));
        file.write(ImportKit.utf8(order("4", ",\"paymentMethod\":\"a\\u0000b\"") + "\n"));
        file.write(ImportKit.utf8(order("5", ",\"attribution\":" + "[".repeat(5000) + "]".repeat(5000)) + "\n"));
        file.write(ImportKit.utf8(order("6", ",\"paymentMethod\":\"" + "x".repeat(1_200_000) + "\"") + "\n"));
        file.write(ImportKit.utf8(order("7", ",\"number\":\"8\"") + "\n"));
        file.write(ImportKit.utf8("{\"number\":\"9\"}\n"));
        file.write(ImportKit.utf8(order("10", ",\"shipping\":-9100000000000000") + "\n"));
        file.write(ImportKit.utf8("[]\n\"text\"\nnull\n"));
        file.write(ImportKit.utf8(order("11", "")));
        Operation done = run(file.toByteArray());
        assertThat(done.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(done.result()).containsEntry("created", 2).containsEntry("failed", 12);
        assertThat(WORKSHOP.query("select number from customer.orders order by number"))
                .containsExactly("1", "11");
        List<String> errors = errors(done);
        assertThat(errors).contains("3  malformed-json", "4 /nonsense unknown-member", "8  too-long");
        assertThat(errors)
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .contains("5", "6", "7", "9", "10", "11", "12", "13", "14");
    }

    @Test
    void twiceTheSameNumberIsTakenInItsOrder() {
        Operation done = run(ImportKit.utf8(
                order("1", "") + "\n" + order("1", ",\"shipping\":5") + "\n" + order("1", ",\"shipping\":5") + "\n"));
        assertThat(done.result())
                .containsEntry("created", 1)
                .containsEntry("updated", 1)
                .containsEntry("unchanged", 1);
        assertThat(WORKSHOP.query("select total from customer.orders")).containsExactly("105");
    }

    @Test
    void anEmptyFileIsDoneAtOnce() {
        Operation done = run(new byte[0]);
        assertThat(done.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(done.result()).containsEntry("documents", 0);
    }

    @Test
    void brokenRowsOfACsvNameTheRow() {
        String file = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                + "1,a,\"one, \"\"two\"\"\nthree\",1,2011-02-01 08:23:00,1.25,1.0,France\n"
                + "2,b,,99999999999999999999999,2011-02-01 08:23:00,1.25,1.0,France\n"
                + "3,c,,1,yesterday,1.25,1.0,France\n"
                + "4,\"d\"x,,1,2011-02-01 08:23:00,1.25,1.0,France\n"
                + "5,e,,1,2011-02-01 08:23:00,1e99999999,1.0,France\n"
                + "6,f,,1,2011-02-01 08:23:00,1.25,1.5,France\n"
                + "7,g,,1,2011-02-01 08:23:00,1.25,1.0,Atlantis\n"
                + "1,h,,2,2011-02-01 08:23:00,0.005,1.0,France\n";
        Operation done = ImportKit.run(
                WORKSHOP, NODE, OrderImport.KIND, Map.of("mapping", "online-retail"), ImportKit.utf8(file));
        assertThat(done.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(errors(done))
                .containsExactly(
                        "4 /lines/0/quantity range",
                        "5 /placedAt time",
                        "6  text-after-quote",
                        "7 /lines/0/unitPrice range",
                        "8 /customer/externalId/id type",
                        "9 /shippingAddress/country country");
        assertThat(WORKSHOP.query("select number, units, total from customer.orders"))
                .containsExactly("1|3|125");
    }

    @Test
    void aFileWithoutTheColumnsFailsAsAWhole() {
        Operation done = ImportKit.run(
                WORKSHOP, NODE, OrderImport.KIND, Map.of("mapping", "online-retail"), ImportKit.utf8("a,b\n1,2\n"));
        assertThat(done.state()).isEqualTo(Operation.State.FAILED);
        assertThat(done.result()).containsEntry("code", "unknown-column");
    }
}
