package dev.headgate.lambda;

import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.Aim;
import dev.headgate.adjust.Levers;
import dev.headgate.dynamodb.DynamoDbCeilings;
import java.time.Instant;
import java.util.Optional;

/** What is adjusted, where it is. */
record AwsLevers(DynamoDbCeilings limits, MapRunControl mapRuns, LambdaControl lambda) implements Levers {
    @Override
    public Optional<AdjusterSettings> settings(String limit) {
        return limits.settings(limit);
    }

    @Override
    public void apply(Aim aim, Instant now) {
        switch (aim) {
            case Aim.Ceiling ceiling -> limits.put(ceiling, now);
            case Aim.MapRuns runs -> mapRuns.apply(runs);
            case Aim.Queue queue -> lambda.apply(queue);
            case Aim.Reserved reserved -> lambda.apply(reserved);
        }
    }
}
