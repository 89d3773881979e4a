package org.clientele.persistence.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;

@Entity
class Item {
    @Id
    private long id;

    @Version
    private int version;

    private String name = "";
    private BigDecimal price = BigDecimal.ZERO;

    protected Item() {}

    Item(long id, String name) {
        this.id = id;
        this.name = name;
    }

    void price(BigDecimal price) {
        this.price = price;
    }

    void rename(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
