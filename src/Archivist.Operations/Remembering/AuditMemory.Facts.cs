namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>Remembers what was found out of a replica besides a probe. What was not found this time stays as it was.</summary>
    internal void RecordFacts(string replica, IReadOnlyCollection<(string Name, string Value)> facts, DateTimeOffset at) => Guard(() =>
    {
        if (facts.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        foreach (var (name, value) in facts)
        {
            using var command = Command(
                "INSERT INTO capability (replica, name, value, at) VALUES ($replica, $name, $value, $at) ON CONFLICT (replica, name) DO UPDATE SET value = excluded.value, at = excluded.at");
            command.Transaction = transaction;
            command.Parameters.AddWithValue("$replica", id);
            command.Parameters.AddWithValue("$name", name);
            command.Parameters.AddWithValue("$value", value);
            command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>What is remembered of all replicas that a probe or an audit found out: replica, name and value.</summary>
    internal IReadOnlyList<(string Replica, string Name, string Value)> LoadFacts() => Guard(() =>
    {
        var facts = new List<(string, string, string)>();
        using var command = Command("SELECT replica.name, capability.name, value FROM capability JOIN replica ON replica.id = capability.replica");
        using var rows = command.ExecuteReader();
        while (rows.Read())
            facts.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        return (IReadOnlyList<(string, string, string)>)facts;
    });
}
