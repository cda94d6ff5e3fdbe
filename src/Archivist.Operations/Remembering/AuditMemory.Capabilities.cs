using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Remembering;

internal sealed partial class AuditMemory
{
    private const string Rate = "copy_bytes_per_second";

    /// <summary>Less says more of the round trips than of the line.</summary>
    private const long LeastBytesForRate = 8 << 20;

    /// <summary>Remembers how fast a replica was filled, unless too little was copied to measure it.</summary>
    internal void RecordRate(string replica, long bytes, TimeSpan elapsed, DateTimeOffset at)
    {
        if (bytes >= LeastBytesForRate && elapsed > TimeSpan.Zero)
            RefreshCapabilities(replica, [([Rate], [(Rate, ((long)(bytes / elapsed.TotalSeconds)).ToString(CultureInfo.InvariantCulture))])], at);
    }

    /// <summary>How many bytes a second the last copy of some size reached; null when there was none.</summary>
    internal long? LoadRate(string replica) =>
        long.TryParse(LoadCapabilities(replica).GetValueOrDefault(Rate), NumberStyles.None, CultureInfo.InvariantCulture, out var rate) ? rate : null;

    /// <summary>Remembers what a probe showed, instead of what the one before showed; without any, what is remembered stays.</summary>
    internal void RecordCapabilities(string replica, IEnumerable<(string Name, string Value)> capabilities, DateTimeOffset at) => Guard(() =>
    {
        var found = capabilities.ToList();
        if (found.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        using var clear = Command("DELETE FROM capability WHERE replica = $replica AND name NOT IN ('address', 'certificate', $rate)");
        clear.Transaction = transaction;
        clear.Parameters.AddWithValue("$rate", Rate);
        clear.Parameters.AddWithValue("$replica", id);
        clear.ExecuteNonQuery();
        foreach (var (name, value) in found)
            InsertCapability(transaction, id, name, value, at);
        transaction.Commit();
    });

    /// <summary>Replaces some of it: the values of each group replace all that was remembered under its names.</summary>
    internal void RefreshCapabilities(string replica, IEnumerable<(IReadOnlyList<string> Names, IReadOnlyList<(string Name, string Value)> Values)> groups, DateTimeOffset at) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        foreach (var (names, values) in groups)
        {
            foreach (var name in names)
            {
                using var clear = Command("DELETE FROM capability WHERE replica = $replica AND name = $name");
                clear.Transaction = transaction;
                clear.Parameters.AddWithValue("$replica", id);
                clear.Parameters.AddWithValue("$name", name);
                clear.ExecuteNonQuery();
            }

            foreach (var (name, value) in values)
                InsertCapability(transaction, id, name, value, at);
        }

        transaction.Commit();
    });

    /// <summary>What is remembered of a replica; empty when it was never probed.</summary>
    internal IReadOnlyDictionary<string, string> LoadCapabilities(string replica) => Guard(() =>
    {
        var found = new Dictionary<string, string>();
        using var command = Command("SELECT capability.name, value FROM capability JOIN replica ON replica.id = capability.replica WHERE replica.name = $replica");
        command.Parameters.AddWithValue("$replica", replica);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            found[rows.GetString(0)] = rows.GetString(1);
        return (IReadOnlyDictionary<string, string>)found;
    });

    private void InsertCapability(SqliteTransaction transaction, long replica, string name, string value, DateTimeOffset at)
    {
        using var command = Command("INSERT INTO capability (replica, name, value, at) VALUES ($replica, $name, $value, $at)");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", replica);
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
        command.ExecuteNonQuery();
    }
}
