using Archivist.Operations.Notifying.Messages;

namespace Archivist.Operations.Notifying;

internal sealed partial class NotificationStore
{
    /// <summary>The pause after the first failed attempt; it doubles with each one up to <see cref="LongestPause"/>.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two attempts.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>A notification that was not delivered within that time is given up.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>A process that took a delivery and died has it taken from it.</summary>
    private static readonly TimeSpan Holding = TimeSpan.FromMinutes(2);

    /// <summary>Puts a notification into the queue of a target.</summary>
    internal void Enqueue(string target, Notification notification, DateTimeOffset now) => Execute(
        "INSERT INTO delivery (target, notification, created, expires, due, attempts, taken) VALUES ($target, $notification, $now, $expires, $now, 0, 0)",
        ("$target", target), ("$notification", NotificationDocument.ToBytes(notification)), ("$now", Milliseconds(now)), ("$expires", Milliseconds(now + Patience)));

    /// <summary>Takes the first notification that waits for a target, if it is due and no other process has it; null otherwise.</summary>
    /// <param name="target">The name of the target.</param>
    /// <param name="now">The time.</param>
    internal WaitingDelivery? Take(string target, DateTimeOffset now) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _transaction = transaction;
        try
        {
            var taken = TakeFirst(target, now);
            transaction.Commit();
            return taken;
        }
        finally
        {
            _transaction = null;
        }
    });

    private WaitingDelivery? TakeFirst(string target, DateTimeOffset now)
    {
        while (true)
        {
            (long Id, byte[] Bytes, int Attempts, DateTimeOffset Expires) first;
            using (var command = Command("SELECT id, notification, attempts, expires, due, taken FROM delivery WHERE target = $target ORDER BY id LIMIT 1", ("$target", target)))
            using (var row = command.ExecuteReader())
            {
                // What is due long from now was written while the clock was ahead.
                if (!row.Read() || (TimeAt(row, 4) > now && TimeAt(row, 4) - now <= LongestPause) || (now - TimeAt(row, 5)!.Value).Duration() < Holding)
                    return null;
                first = (row.GetInt64(0), (byte[])row.GetValue(1), row.GetInt32(2), TimeAt(row, 3)!.Value);
            }

            if (NotificationDocument.TryParse(first.Bytes) is { } notification)
            {
                Execute("UPDATE delivery SET taken = $now WHERE id = $id", ("$id", first.Id), ("$now", Milliseconds(now)));
                return new WaitingDelivery(first.Id, notification, first.Attempts, first.Expires);
            }

            // A later version wrote it.
            Execute("DELETE FROM delivery WHERE id = $id", ("$id", first.Id));
        }
    }

    /// <summary>A target took a notification.</summary>
    /// <param name="target">The name of the target.</param>
    /// <param name="delivery">Its number in the queue; null for one that was never there.</param>
    /// <param name="answer">What the target answered.</param>
    /// <param name="now">The time.</param>
    internal void Delivered(string target, long? delivery, string answer, DateTimeOffset now) => AsOne(store =>
    {
        store.Execute("DELETE FROM delivery WHERE id = $id", ("$id", delivery ?? 0));
        store.Execute(
            "INSERT INTO target (name, delivered, answer) VALUES ($name, $now, $answer) ON CONFLICT (name) DO UPDATE SET delivered = excluded.delivered, answer = excluded.answer, failed_since = NULL, cause = NULL, given_up = 0",
            ("$name", target), ("$now", Milliseconds(now)), ("$answer", answer));
    });

    /// <summary>A target did not take a notification, which is tried again after a pause, or given up.</summary>
    /// <param name="target">The name of the target.</param>
    /// <param name="delivery">What was tried; null for what is of no use later.</param>
    /// <param name="cause">Why, in words.</param>
    /// <param name="now">The time.</param>
    /// <returns>True when it is given up.</returns>
    internal bool Failed(string target, WaitingDelivery? delivery, string cause, DateTimeOffset now)
    {
        var isGivenUp = delivery is not null && now >= delivery.Expires;
        AsOne(store =>
        {
            if (isGivenUp)
                store.Execute("DELETE FROM delivery WHERE id = $id", ("$id", delivery!.Id));
            else if (delivery is not null)
                store.Execute(
                    "UPDATE delivery SET attempts = attempts + 1, taken = 0, due = $due WHERE id = $id",
                    ("$id", delivery.Id), ("$due", Milliseconds(now + PauseAfter(delivery.Attempts + 1))));
            store.Execute(
                "INSERT INTO target (name, failed_since, cause, given_up) VALUES ($name, $now, $cause, $given) ON CONFLICT (name) DO UPDATE SET failed_since = coalesce(failed_since, excluded.failed_since), cause = excluded.cause, given_up = given_up + excluded.given_up",
                ("$name", target), ("$now", Milliseconds(now)), ("$cause", cause), ("$given", isGivenUp ? 1 : 0));
        });
        return isGivenUp;
    }

    /// <summary>What waits for a target is due now.</summary>
    internal void Hasten(string target, DateTimeOffset now) => Execute("UPDATE delivery SET due = $now WHERE target = $target", ("$target", target), ("$now", Milliseconds(now)));

    /// <summary>What is known of a target.</summary>
    internal TargetState FindTarget(string name) => Guard(() =>
    {
        using var counted = Command("SELECT count(*) FROM delivery WHERE target = $name", ("$name", name));
        var waiting = (long)counted.ExecuteScalar()!;
        using var command = Command("SELECT delivered, answer, failed_since, cause, given_up FROM target WHERE name = $name", ("$name", name));
        using var row = command.ExecuteReader();
        return row.Read()
            ? new TargetState(TimeAt(row, 0), row.IsDBNull(1) ? null : row.GetString(1), TimeAt(row, 2), row.IsDBNull(3) ? null : row.GetString(3), waiting, row.GetInt64(4))
            : TargetState.Unused with { Waiting = waiting };
    });

    /// <summary>Forgets what waits for targets that the settings no longer have.</summary>
    internal void Retain(IReadOnlyCollection<string> targets) => AsOne(store =>
    {
        var known = new List<string>();
        using (var command = store.Command("SELECT name FROM target UNION SELECT target FROM delivery"))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
                known.Add(rows.GetString(0));
        }

        foreach (var gone in known.Except(targets))
        {
            store.Execute("DELETE FROM delivery WHERE target = $name", ("$name", gone));
            store.Execute("DELETE FROM target WHERE name = $name", ("$name", gone));
        }
    });

    private static TimeSpan PauseAfter(int attempts) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempts - 1, 20)));
}
