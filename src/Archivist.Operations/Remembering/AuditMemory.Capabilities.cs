namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    /// <summary>Remembers what a probe showed, instead of what the one before showed; without any, what is remembered stays.</summary>
    internal void RecordCapabilities(string replica, IEnumerable<(string Name, string Value)> capabilities, DateTimeOffset at) => Guard(() =>
    {
        var found = capabilities.ToList();
        if (found.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        using var clear = Command("DELETE FROM capability WHERE replica = $replica AND name NOT IN ('address', 'certificate')");
        clear.Transaction = transaction;
        clear.Parameters.AddWithValue("$replica", id);
        clear.ExecuteNonQuery();
        foreach (var (name, value) in found)
        {
            using var command = Command("INSERT INTO capability (replica, name, value, at) VALUES ($replica, $name, $value, $at)");
            command.Transaction = transaction;
            command.Parameters.AddWithValue("$replica", id);
            command.Parameters.AddWithValue("$name", name);
            command.Parameters.AddWithValue("$value", value);
            command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });
}
