using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Microsoft.Data.Sqlite;

namespace Archivist.Operations.Remembering;

/// <summary>
/// What was read on which replica, when, by whom and how: one SQLite database per archive (docs/formats/audits.md). Losing it costs reads, not evidence: the ledger has
/// the audits. One instance serves one operation; thread-safe.
/// </summary>
internal sealed partial class AuditMemory : IDisposable
{
    private const int Version = 3;

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS replica (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS object (
          replica INTEGER NOT NULL REFERENCES replica (id), kind TEXT NOT NULL, id BLOB NOT NULL, length INTEGER NOT NULL,
          first_seen INTEGER NOT NULL, looked_at INTEGER NOT NULL, grade TEXT NOT NULL, verdict TEXT NOT NULL, read_at INTEGER, read_by TEXT,
          turn INTEGER NOT NULL DEFAULT 0, digest_at INTEGER,
          PRIMARY KEY (replica, kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS audit (
          id INTEGER PRIMARY KEY, replica INTEGER NOT NULL REFERENCES replica (id), at INTEGER NOT NULL, by TEXT NOT NULL, seed TEXT NOT NULL,
          objects INTEGER NOT NULL, bytes INTEGER NOT NULL, not_copied INTEGER NOT NULL, surplus INTEGER NOT NULL,
          ranges INTEGER NOT NULL, range_length INTEGER NOT NULL, objects_read INTEGER NOT NULL, bytes_read INTEGER NOT NULL,
          partial INTEGER NOT NULL, findings INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS surplus (
          replica INTEGER NOT NULL REFERENCES replica (id), kind TEXT NOT NULL, id BLOB NOT NULL, since INTEGER NOT NULL, entry INTEGER NOT NULL,
          PRIMARY KEY (replica, kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS repository_pack (id BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS recovery (replica INTEGER PRIMARY KEY REFERENCES replica (id), unprotected INTEGER NOT NULL, at INTEGER NOT NULL, read_at INTEGER);
        CREATE TABLE IF NOT EXISTS unreached (replica INTEGER PRIMARY KEY REFERENCES replica (id), since INTEGER NOT NULL, failure INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS waiting (replica INTEGER PRIMARY KEY REFERENCES replica (id), since INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS capability (
          replica INTEGER NOT NULL REFERENCES replica (id), name TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (replica, name)) WITHOUT ROWID;
        """;

    private static readonly Dictionary<string, AuditGrade> Grades = Enum.GetValues<AuditGrade>().ToDictionary(NameOf);
    private static readonly Dictionary<string, ObjectVerdict> Verdicts = Enum.GetValues<ObjectVerdict>().ToDictionary(verdict => verdict.Name);
    private static readonly Dictionary<string, ObjectKind> Kinds = Enum.GetValues<ObjectKind>().ToDictionary(RepositoryLayout.TypeName);

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly SqliteConnection _connection;

    private AuditMemory(string file, SqliteConnection connection) => (_file, _connection) = (file, connection);

    /// <summary>Opens the database, and creates it where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened, or a later version wrote it.</exception>
    internal static AuditMemory Open(string file)
    {
        var connection = SqliteFile.Connect(file);
        var memory = new AuditMemory(file, connection);
        try
        {
            memory.Guard(() =>
            {
                connection.Open();
                Execute(connection, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
                if (Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null) is var version && version > Version)
                    throw new ArchivistException(new AuditMemoryUnusable(file, new Cause.Detail($"a later version of Archivist wrote it (schema {version})")));
                Execute(connection, Schema);
                if (version == 1)
                    Execute(connection, "ALTER TABLE object ADD COLUMN turn INTEGER NOT NULL DEFAULT 0");
                if (version is 1 or 2)
                    Execute(connection, "ALTER TABLE object ADD COLUMN digest_at INTEGER");
                Execute(connection, $"PRAGMA user_version = {Version}");
            });
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Opens the database for work that can do without it; null when it cannot be opened, which is reported with the other entries.</summary>
    internal static AuditMemory? TryOpen(string file, Bookkeeping entries)
    {
        try
        {
            return Open(file);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            entries.Add(cause);
            return null;
        }
    }

    /// <summary>Everything that is remembered of a replica.</summary>
    internal IReadOnlyDictionary<ObjectName, HeldObject> Load(string replica) => Guard(() =>
    {
        var held = new Dictionary<ObjectName, HeldObject>();
        using var command = Command("SELECT kind, object.id, length, turn, read_at, verdict, digest_at FROM object JOIN replica ON replica.id = object.replica WHERE replica.name = $replica");
        command.Parameters.AddWithValue("$replica", replica);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            held[NameOf(rows.GetString(0), (byte[])rows.GetValue(1))] = new HeldObject(
                rows.GetInt64(2), rows.GetInt64(3), TimeAt(4), Verdicts[rows.GetString(5)], TimeAt(6));
        }

        return (IReadOnlyDictionary<ObjectName, HeldObject>)held;

        DateTimeOffset? TimeAt(int column) => rows.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeSeconds(rows.GetInt64(column));
    });

    /// <summary>
    /// Remembers what was looked at, in one transaction. A weaker look does not replace what a closer one showed, unless it found damage: a good range does not make a damaged object
    /// good, and the digest that a service states only adds its date to what was read.
    /// </summary>
    internal void Record(string replica, IReadOnlyCollection<ObjectAudit> seen, string by) => Guard(() =>
    {
        if (seen.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        using var command = Command(
            """
            INSERT INTO object (replica, kind, id, length, first_seen, looked_at, grade, verdict, read_at, read_by, turn, digest_at)
            VALUES ($replica, $kind, $id, $length, $at, $at, $grade, $verdict, $read_at, $read_by, (SELECT coalesce(max(id), 0) + 1 FROM audit), $digest_at)
            ON CONFLICT (replica, kind, id) DO UPDATE SET
              length = excluded.length, looked_at = excluded.looked_at,
              grade = iif(excluded.grade = 'vendor-digest' AND grade <> 'listed', grade, excluded.grade),
              verdict = iif(excluded.grade = 'vendor-digest', verdict, excluded.verdict),
              read_at = coalesce(excluded.read_at, read_at), read_by = coalesce(excluded.read_by, read_by),
              turn = iif(excluded.read_at IS NULL, turn, excluded.turn), digest_at = coalesce(excluded.digest_at, digest_at)
            WHERE excluded.verdict <> 'good' OR excluded.grade IN ('read-whole', 'restored') OR (excluded.grade <> 'listed' AND verdict NOT IN ('damaged', 'unreadable'))
            """);
        command.Transaction = transaction;
        var values = new[] { "$replica", "$kind", "$id", "$length", "$at", "$grade", "$verdict", "$read_at", "$read_by", "$digest_at" }
            .ToDictionary(name => name, name => command.Parameters.Add(new SqliteParameter { ParameterName = name }));
        foreach (var audit in seen)
        {
            var isRead = audit is { Grade: AuditGrade.ReadWhole or AuditGrade.Restored, Verdict: ObjectVerdict.Good or ObjectVerdict.ReadsDiffer or ObjectVerdict.DigestContradicts };
            values["$replica"].Value = id;
            values["$kind"].Value = RepositoryLayout.TypeName(audit.Object.Name.Kind);
            values["$id"].Value = BytesOf(audit.Object.Name.Id);
            values["$length"].Value = audit.Object.Length;
            values["$at"].Value = audit.At.ToUnixTimeSeconds();
            values["$grade"].Value = NameOf(audit.Grade);
            values["$verdict"].Value = audit.Verdict.Name;
            values["$read_at"].Value = isRead ? audit.At.ToUnixTimeSeconds() : DBNull.Value;
            values["$read_by"].Value = isRead ? by : DBNull.Value;
            values["$digest_at"].Value = audit is { Grade: AuditGrade.VendorDigest, Verdict: ObjectVerdict.Good } ? audit.At.ToUnixTimeSeconds() : DBNull.Value;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>Forgets objects that were removed on purpose.</summary>
    internal void Forget(string replica, IReadOnlyCollection<ObjectName> gone) => Guard(() =>
    {
        if (gone.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        var id = IdOf(replica);
        foreach (var name in gone)
        {
            using var command = Command("DELETE FROM object WHERE replica = $replica AND kind = $kind AND id = $id");
            command.Transaction = transaction;
            command.Parameters.AddWithValue("$replica", id);
            command.Parameters.AddWithValue("$kind", RepositoryLayout.TypeName(name.Kind));
            command.Parameters.AddWithValue("$id", BytesOf(name.Id));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>Remembers that an audit was finished.</summary>
    internal void RecordAudit(string replica, DateTimeOffset at, string by, AuditPlan plan, AuditOutcome outcome) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command(
            """
            INSERT INTO audit (replica, at, by, seed, objects, bytes, not_copied, surplus, ranges, range_length, objects_read, bytes_read, partial, findings)
            VALUES ($replica, $at, $by, $seed, $objects, $bytes, $not_copied, $surplus, $ranges, $range_length, $objects_read, $bytes_read, $partial, $findings)
            """);
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", IdOf(replica));
        command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$by", by);
        command.Parameters.AddWithValue("$seed", plan.Seed.ToString());
        command.Parameters.AddWithValue("$objects", outcome.Objects);
        command.Parameters.AddWithValue("$bytes", outcome.Bytes);
        command.Parameters.AddWithValue("$not_copied", outcome.NotCopied);
        command.Parameters.AddWithValue("$surplus", outcome.Surplus.Count);
        command.Parameters.AddWithValue("$ranges", outcome.Ranges);
        command.Parameters.AddWithValue("$range_length", plan.RangeLength);
        command.Parameters.AddWithValue("$objects_read", outcome.ObjectsRead);
        command.Parameters.AddWithValue("$bytes_read", outcome.BytesRead);
        command.Parameters.AddWithValue("$partial", outcome.IsPartial);
        command.Parameters.AddWithValue("$findings", outcome.Findings.Count);
        command.ExecuteNonQuery();
        using var reached = Command("DELETE FROM unreached WHERE replica = $replica");
        reached.Transaction = transaction;
        reached.Parameters.AddWithValue("$replica", IdOf(replica));
        reached.ExecuteNonQuery();
        transaction.Commit();
    });

    /// <summary>Remembers that a replica could not be audited, and since when.</summary>
    internal void RecordFailure(string replica, DateTimeOffset at, Failure failure) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command("INSERT INTO unreached (replica, since, failure) VALUES ($replica, $at, $failure) ON CONFLICT (replica) DO UPDATE SET failure = excluded.failure");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$replica", IdOf(replica));
        command.Parameters.AddWithValue("$at", at.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$failure", (int)failure);
        command.ExecuteNonQuery();
        transaction.Commit();
    });

    /// <summary>
    /// The last audit of a replica that a clock did not date after a time; null without any. When it is dated longer ago than a period, the clock was behind: then that with the latest date.
    /// </summary>
    internal DateTimeOffset? FindLastAudit(string replica, DateTimeOffset notAfter, TimeSpan period) => Guard<DateTimeOffset?>(() =>
    {
        using var command = Command(
            """
            SELECT at, (SELECT max(other.at) FROM audit AS other WHERE other.replica = audit.replica AND other.at <= $time) FROM audit
            JOIN replica ON replica.id = audit.replica WHERE name = $replica AND at <= $time ORDER BY audit.id DESC LIMIT 1
            """);
        command.Parameters.AddWithValue("$replica", replica);
        command.Parameters.AddWithValue("$time", notAfter.ToUnixTimeSeconds());
        using var row = command.ExecuteReader();
        if (!row.Read())
            return null;
        var last = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0));
        return notAfter - last <= period ? last : DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1));
    });

    /// <summary>What is known of a replica at a time.</summary>
    /// <param name="replica">Its name.</param>
    /// <param name="now">Reads after this time were dated by a clock that was wrong, and do not count.</param>
    /// <param name="period">Reads before the last period do not count any more.</param>
    internal AuditCoverage Summarize(string replica, DateTimeOffset now, TimeSpan period) => Guard(() =>
    {
        var since = now - period;
        using var last = Command("SELECT at, ranges, not_copied FROM audit JOIN replica ON replica.id = audit.replica WHERE name = $replica ORDER BY audit.id DESC LIMIT 1");
        last.Parameters.AddWithValue("$replica", replica);
        DateTimeOffset? at = null;
        var (ranges, notCopied) = (0, 0L);
        using (var row = last.ExecuteReader())
        {
            if (row.Read())
                (at, ranges, notCopied) = (DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), row.GetInt32(1), row.GetInt64(2));
        }

        using var unreached = Command("SELECT since, failure FROM unreached JOIN replica ON replica.id = unreached.replica WHERE name = $replica");
        unreached.Parameters.AddWithValue("$replica", replica);
        (DateTimeOffset Since, Failure Failure)? failed = null;
        using (var row = unreached.ExecuteReader())
        {
            if (row.Read())
                failed = (DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), (Failure)row.GetInt32(1));
        }

        using var sums = Command(
            """
            SELECT count(*), coalesce(sum(length), 0), coalesce(sum(CASE WHEN read_at BETWEEN $since AND $now THEN length END), 0), min(read_at), sum(read_at IS NULL),
              sum(verdict IN ('missing', 'damaged', 'unreadable')),
              coalesce(sum(CASE WHEN coalesce(read_at, 0) NOT BETWEEN $since AND $now AND digest_at BETWEEN $since AND $now THEN length END), 0)
            FROM object JOIN replica ON replica.id = object.replica WHERE name = $replica
            """);
        sums.Parameters.AddWithValue("$replica", replica);
        sums.Parameters.AddWithValue("$since", since.ToUnixTimeSeconds());
        sums.Parameters.AddWithValue("$now", now.ToUnixTimeSeconds());
        using var sum = sums.ExecuteReader();
        sum.Read();
        return new AuditCoverage(at, ranges, notCopied, sum.GetInt64(0), sum.GetInt64(1), sum.GetInt64(2))
        {
            OldestRead = sum.IsDBNull(3) || sum.GetInt64(4) > 0 ? null : DateTimeOffset.FromUnixTimeSeconds(sum.GetInt64(3)),
            NeverRead = sum.IsDBNull(4) ? 0 : sum.GetInt64(4),
            NeedRepair = sum.IsDBNull(5) ? 0 : sum.GetInt64(5),
            BytesStated = sum.GetInt64(6),
            FailedSince = failed?.Since,
            WaitsSince = FindWaiting(replica),
            IsGone = failed is { Failure: not (Failure.TooFewReplicas or Failure.Failed) },
        };
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private long IdOf(string replica)
    {
        using var command = Command("INSERT INTO replica (name) VALUES ($name) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id");
        command.Parameters.AddWithValue("$name", replica);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Guard(Action action) => Guard<object?>(() =>
    {
        action();
        return null;
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
                throw new ArchivistException(new AuditMemoryUnusable(_file, new Cause.Detail(cause.Message)), cause);
            }
            catch (KeyNotFoundException cause)
            {
                throw new ArchivistException(new AuditMemoryUnusable(_file, new Cause.Detail("a row has an unknown kind, grade or verdict")), cause);
            }
        }
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    private static ObjectName NameOf(string kind, byte[] id) =>
        id.Length == Digest.Size ? new ObjectName(Kinds[kind], new Digest(id)) : throw new KeyNotFoundException();

    private static byte[] BytesOf(Digest id)
    {
        var bytes = new byte[Digest.Size];
        id.WriteTo(bytes);
        return bytes;
    }

    private static string NameOf(AuditGrade grade) => grade switch
    {
        AuditGrade.Listed => "listed",
        AuditGrade.VendorDigest => "vendor-digest",
        AuditGrade.Sampled => "sampled",
        AuditGrade.ReadWhole => "read-whole",
        AuditGrade.Restored => "restored",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
