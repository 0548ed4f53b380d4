package dev.headgate.local.demo;

import dev.headgate.local.cloud.LocalCloudOptions;
import dev.headgate.local.gateway.GatewayOptions;
import dev.headgate.local.gateway.StandInGateway;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The stand-in gateway and the local cloud as a demo wants them; both know the same key.
 *
 * @param key what the gateway's callers must show
 */
record Arrangement(DemoOptions demo, String key) {
    /** More processes than cores only make each other late. */
    private static final int ENVIRONMENTS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int LEAST_IN_FLIGHT = 10;

    /** Has a key of its own. */
    Arrangement(DemoOptions demo) {
        this(demo, randomKey());
    }

    /** Returns the options of the gateway that judges. */
    GatewayOptions gateway() {
        return GatewayOptions.builder(key, demo.rate(), demo.burst())
                .outage(demo.outage())
                .hidden(demo.hiddenRate())
                .build();
    }

    /** Returns the options of the cloud in front of that gateway. */
    LocalCloudOptions cloud(StandInGateway gateway) {
        LocalCloudOptions.Builder told = LocalCloudOptions.builder(demo.home())
                .freePorts()
                .maxEnvironments(ENVIRONMENTS)
                .workDirectory(demo.out().resolve("run"))
                .parameter("GatewayUrl", gateway.baseUrl().toString())
                .parameter("GatewayApiKey", key)
                .parameter("GatewayRatePerSecond", Integer.toString(demo.rate()))
                .parameter("GatewayBurst", Integer.toString(demo.burst()))
                .alarmPeriod(demo.alarmPeriod());
        if (demo.hiddenRate() != null) {
            follow(told);
        }
        return told.build();
    }

    /** The adjuster lowers what is in flight from its ceiling, whatever the execution was started with. */
    private void follow(LocalCloudOptions.Builder told) {
        int ceiling = demo.itemsInFlight();
        told.parameter("AdaptiveMode", "ON")
                .parameter("AdjusterMode", demo.adjuster() ? "ON" : "OFF")
                .parameter("InFlightCeiling", Integer.toString(ceiling))
                .parameter("InFlightFloor", Integer.toString(Math.min(ceiling, LEAST_IN_FLIGHT)));
    }

    private static String randomKey() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return "sk-standin-" + HexFormat.of().formatHex(bytes);
    }
}
