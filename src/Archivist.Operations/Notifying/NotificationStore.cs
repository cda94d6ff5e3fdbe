using System.Globalization;
using System.Text.Json;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Notifying;

/// <summary>
/// Open incidents and notifications that wait, one SQLite database per archive (docs/formats/notifications.md): what was reported is not reported again after a restart, and what waits is not
/// lost by one. Several processes may have it open. Thread-safe.
/// </summary>
internal sealed partial class NotificationStore : IDisposable
{
    private const int Version = 2;

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS incident (
          id INTEGER PRIMARY KEY AUTOINCREMENT, cause TEXT NOT NULL, schedule TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, opened INTEGER NOT NULL, count INTEGER NOT NULL,
          notified INTEGER NOT NULL, notifications INTEGER NOT NULL, closed INTEGER, problems TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS incident_open ON incident (cause) WHERE closed IS NULL;
        CREATE TABLE IF NOT EXISTS delivery (
          id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, notification BLOB NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL, due INTEGER NOT NULL,
          attempts INTEGER NOT NULL, taken INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS delivery_of_target ON delivery (target, id);
        CREATE TABLE IF NOT EXISTS target (
          name TEXT PRIMARY KEY, delivered INTEGER, answer TEXT, failed_since INTEGER, cause TEXT, given_up INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    private NotificationStore(string file, SqliteConnection connection) => (_file, _connection) = (file, connection);

    /// <summary>Where it is: beside the journal of runs.</summary>
    internal static string FileOf(ArchivistSettings settings) => settings.StateFileOf(".notifications.sqlite");

    /// <summary>Opens the database, and creates it where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened, or another version wrote it.</exception>
    internal static NotificationStore Open(string file)
    {
        var store = new NotificationStore(file, SqliteFile.Connect(file));
        try
        {
            store.Guard(() =>
            {
                store._connection.Open();
                store.Execute("PRAGMA synchronous = FULL");
                using var asked = store.Command("PRAGMA user_version");
                var version = Convert.ToInt32(asked.ExecuteScalar(), CultureInfo.InvariantCulture);
                if (version is not (0 or Version))
                    throw new ArchivistException(new NotificationsUnusable(file, new Cause.Detail($"another version of Archivist wrote it (schema {version}, this one uses {Version})")));
                if (version == 0)
                    store.Execute($"{Schema} PRAGMA user_version = {Version}");
                return true;
            });
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Does several things as one: all of them are on disk afterwards, or none is.</summary>
    internal void AsOne(Action<NotificationStore> work) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _transaction = transaction;
        try
        {
            work(this);
            transaction.Commit();
        }
        finally
        {
            _transaction = null;
        }

        return true;
    });

    /// <summary>The open incident of a cause; null for none.</summary>
    internal Incident? FindOpen(string cause) => ListOpen().FirstOrDefault(incident => incident.Cause == cause);

    /// <summary>All open incidents, the oldest first.</summary>
    internal IReadOnlyList<Incident> ListOpen() => Guard(() =>
    {
        var found = new List<Incident>();
        using var command = Command("SELECT id, cause, schedule, kind, severity, opened, count, notified, notifications, problems FROM incident WHERE closed IS NULL ORDER BY id");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            found.Add(new Incident(
                rows.GetInt64(0), rows.GetString(1), rows.GetString(2), NotificationWords.FindKind(rows.GetString(3)) ?? NotificationKind.Failure,
                NotificationWords.FindSeverity(rows.GetString(4)) ?? NotificationSeverity.Failure, TimeAt(rows, 5)!.Value, rows.GetInt32(6), TimeAt(rows, 7)!.Value, rows.GetInt32(8),
                JsonSerializer.Deserialize(rows.GetString(9), NotificationStoreJson.Default.IReadOnlyListString) ?? []));
        }

        return found;
    });

    /// <summary>Opens an incident.</summary>
    /// <param name="incident">What is known; its number is ignored.</param>
    /// <returns>The same with its number.</returns>
    internal Incident Add(Incident incident) => Guard(() =>
    {
        using var command = Command(
            """
            INSERT INTO incident (cause, schedule, kind, severity, opened, count, notified, notifications, problems)
            VALUES ($cause, $schedule, $kind, $severity, $opened, $count, $notified, $notifications, $problems) RETURNING id
            """,
            [("$cause", incident.Cause), ("$schedule", incident.Schedule), ("$opened", Milliseconds(incident.Opened)), .. Changing(incident)]);
        return incident with { Id = (long)command.ExecuteScalar()! };
    });

    /// <summary>Writes what has changed of an open incident.</summary>
    internal void Update(Incident incident) => Execute(
        "UPDATE incident SET kind = $kind, severity = $severity, count = $count, notified = $notified, notifications = $notifications, problems = $problems WHERE id = $id",
        [("$id", incident.Id), .. Changing(incident)]);

    /// <summary>Closes an incident; it is kept.</summary>
    internal void Close(Incident incident, DateTimeOffset now) => Execute("UPDATE incident SET closed = $now WHERE id = $id", ("$id", incident.Id), ("$now", Milliseconds(now)));

    /// <summary>A number that is kept under a name; null for none.</summary>
    internal long? FindMark(string name) => Guard(() =>
    {
        using var command = Command("SELECT value FROM mark WHERE name = $name", ("$name", name));
        return command.ExecuteScalar() as long?;
    });

    /// <summary>Keeps a number under a name; null keeps none.</summary>
    internal void Mark(string name, long? value)
    {
        if (value is { } number)
            Execute("INSERT INTO mark (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("$name", name), ("$value", number));
        else
            Execute("DELETE FROM mark WHERE name = $name", ("$name", name));
    }

    /// <summary>A time that is kept under a name; null for none.</summary>
    internal DateTimeOffset? FindTime(string name) => FindMark(name) is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    /// <summary>Keeps a time under a name; null keeps none.</summary>
    internal void MarkTime(string name, DateTimeOffset? time) => Mark(name, time is { } at ? Milliseconds(at) : null);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static (string, object)[] Changing(Incident incident) =>
    [
        ("$kind", NotificationWords.Of(incident.Kind)), ("$severity", NotificationWords.Of(incident.Severity)), ("$count", incident.Count), ("$notified", Milliseconds(incident.Notified)),
        ("$notifications", incident.Notifications), ("$problems", JsonSerializer.Serialize(incident.Problems, NotificationStoreJson.Default.IReadOnlyListString)),
    ];

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset? TimeAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = _transaction;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private int Execute(string text, params (string Name, object Value)[] values) => Guard(() =>
    {
        using var command = Command(text, values);
        return command.ExecuteNonQuery();
    });

    private T Guard<T>(Func<T> action)
    {
        lock (_gate)
        {
            try
            {
                return action();
            }
            catch (SqliteException cause)
            {
                throw new ArchivistException(new NotificationsUnusable(_file, new Cause.Detail(cause.Message)), cause);
            }
        }
    }
}
