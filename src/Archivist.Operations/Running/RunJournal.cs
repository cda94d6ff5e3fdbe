using System.Data.Common;
using System.Globalization;
using Archivist.Evidence;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

/// <summary>
/// Which runs of schedules there were and how far they came: one database per archive (docs/formats/runs.md), a file of SQLite or, for several machines, PostgreSQL. A step is journaled
/// before it begins, when everything is made, and when its entries are in the ledger, so that a run that was killed goes on from there. Every method is one durable transaction. One
/// instance serves one run; not thread-safe but for <see cref="AddEntry"/>.
/// </summary>
internal sealed partial class RunJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalStore _store;
    private readonly DbConnection _connection;

    private RunJournal(JournalStore store) => (_store, _connection) = (store, store.Connect());

    /// <summary>Where the journal of an archive is: beside the memory of its audits.</summary>
    internal static string FileOf(ArchivistSettings settings) => settings.StateFileOf(".runs.sqlite");

    /// <summary>Whether a run that ended so did its work. One with findings, or without some files, did: to run again at once changes neither.</summary>
    internal static bool IsSuccess(Failure verdict) => verdict is Failure.None or Failure.SnapshotIncomplete or Failure.Findings;

    /// <summary>Opens the database of a file, and creates it where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened, or a later version wrote it.</exception>
    internal static RunJournal Open(string file) => Open(new JournalFile(file));

    /// <summary>Opens the database, and creates what is missing.</summary>
    /// <exception cref="ArchivistException">It cannot be opened, or a later version wrote it.</exception>
    internal static RunJournal Open(JournalStore store)
    {
        var journal = new RunJournal(store);
        try
        {
            journal.Guard(() =>
            {
                journal._connection.Open();
                if (store.Prepare(journal._connection) is { } reason)
                    throw new ArchivistException(new RunJournalUnusable(store.Name, new Cause.Detail(reason)));
                return true;
            });
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Keeps other processes from running a schedule until it is disposed of, or this process dies; null when another one runs it.</summary>
    internal Task<IDisposable?> TryTakeAsync(string schedule, TimeProvider clock, CancellationToken cancellationToken) => _store.TryTakeAsync(_connection, schedule, clock, cancellationToken);

    /// <summary>The last run of a schedule; null without any.</summary>
    internal JournaledRun? FindLast(string schedule) => Guard(() =>
    {
        using var command = Command("SELECT id, started, ended, definition FROM run WHERE schedule = @schedule ORDER BY id DESC LIMIT 1", ("@schedule", schedule));
        using var row = command.ExecuteReader();
        return row.Read() ? new JournaledRun(row.GetInt64(0), TimeAt(row, 1)!.Value, TimeAt(row, 2), row.GetString(3)) : null;
    });

    /// <summary>Begins a run. An earlier one of the same schedule that never ended can no longer be continued.</summary>
    internal JournaledRun Begin(string schedule, string definition, DateTimeOffset now) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Execute("DELETE FROM step WHERE run IN (SELECT id FROM run WHERE schedule = @schedule)", transaction, ("@schedule", schedule));
        Execute("DELETE FROM entry WHERE run IN (SELECT id FROM run WHERE schedule = @schedule)", transaction, ("@schedule", schedule));
        Execute("UPDATE run SET ended = @now WHERE schedule = @schedule AND ended IS NULL", transaction, ("@schedule", schedule), ("@now", Milliseconds(now)));
        using var command = Command(
            "INSERT INTO run (schedule, definition, started) VALUES (@schedule, @definition, @now) RETURNING id",
            ("@schedule", schedule), ("@definition", definition), ("@now", Milliseconds(now)));
        command.Transaction = transaction;
        var id = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        transaction.Commit();
        return new JournaledRun(id, now, null, definition);
    });

    /// <summary>
    /// Ends a run, never before it began: a clock that is set back meanwhile does not make its time of the calendar come twice. Of its steps nothing is kept: the report and the ledger
    /// have what they showed.
    /// </summary>
    internal void End(JournaledRun run, DateTimeOffset now, Failure verdict) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Execute("DELETE FROM step WHERE run = @run", transaction, ("@run", run.Id));
        Execute("DELETE FROM entry WHERE run = @run", transaction, ("@run", run.Id));
        Execute("UPDATE run SET ended = CASE WHEN started > @now THEN started ELSE @now END, verdict = @verdict WHERE id = @run", transaction, ("@run", run.Id), ("@now", Milliseconds(now)), ("@verdict", (long)verdict));
        transaction.Commit();
        return true;
    });

    /// <summary>A step, from 0; null when it never began.</summary>
    internal JournaledStep? FindStep(JournaledRun run, int number) => Guard(() =>
    {
        using var command = Command(
            "SELECT started, expected, report, image, image_good, worst, waiting, done FROM step WHERE run = @run AND number = @number", ("@run", run.Id), ("@number", (long)number));
        using var row = command.ExecuteReader();
        if (!row.Read())
            return null;
        var state = row.IsDBNull(2) ? null : new RunState(
            (byte[])row.GetValue(2), row.IsDBNull(3) ? null : row.GetString(3), NumberAt(row, 4) != 0, (Failure)NumberAt(row, 5)!.Value, row.GetString(6).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return new JournaledStep(TimeAt(row, 0)!.Value, row.IsDBNull(1) ? null : row.GetString(1), state, !row.IsDBNull(7));
    });

    /// <summary>Begins a step; of one that began before everything stays as it is.</summary>
    internal void BeginStep(JournaledRun run, int number, string name, DateTimeOffset now) => Execute(
        "INSERT INTO step (run, number, name, started) VALUES (@run, @number, @name, @now) ON CONFLICT DO NOTHING",
        null, ("@run", run.Id), ("@number", (long)number), ("@name", name), ("@now", Milliseconds(now)));

    /// <summary>Says what a step is about to make, in words by which the step finds it.</summary>
    internal void Expect(JournaledRun run, int number, string expected) => Execute(
        "UPDATE step SET expected = @expected WHERE run = @run AND number = @number", null, ("@run", run.Id), ("@number", (long)number), ("@expected", expected));

    /// <summary>Keeps an entry for the ledger until the step has made everything; one with the same key is replaced. Thread-safe.</summary>
    internal void AddEntry(JournaledRun run, int number, string key, LedgerEntry entry) => Execute(
        "INSERT INTO entry (run, step, key, entry) VALUES (@run, @number, @key, @entry) ON CONFLICT (run, step, key) DO UPDATE SET entry = excluded.entry",
        null, ("@run", run.Id), ("@number", (long)number), ("@key", key), ("@entry", entry.ToBytes()));

    /// <summary>The entries of a step by their keys, in the order of these.</summary>
    internal IReadOnlyList<(string Key, LedgerEntry Entry)> ListEntries(JournaledRun run, int number) => Guard(() =>
    {
        var found = new List<(string, LedgerEntry)>();
        using var command = Command("SELECT key, entry FROM entry WHERE run = @run AND step = @number ORDER BY key", ("@run", run.Id), ("@number", (long)number));
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (LedgerEntry.Parse((byte[])rows.GetValue(1)) is { } entry)
                found.Add((rows.GetString(0), entry));
        }

        return found;
    });

    /// <summary>Keeps the run as it is after a step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="number">The step.</param>
    /// <param name="state">What the run has shown with it.</param>
    /// <param name="doneAt">When its entries were in the ledger; null when they are not there yet.</param>
    internal void Keep(JournaledRun run, int number, RunState state, DateTimeOffset? doneAt) => Execute(
        "UPDATE step SET report = @report, image = @image, image_good = @good, worst = @worst, waiting = @waiting, done = @done WHERE run = @run AND number = @number",
        null, ("@run", run.Id), ("@number", (long)number), ("@report", state.Report.ToArray()), ("@image", state.Image ?? (object)DBNull.Value), ("@good", state.IsImageGood ? 1L : 0L),
        ("@worst", (long)state.Worst), ("@waiting", string.Join('\n', state.Waiting)), ("@done", doneAt is { } at ? Milliseconds(at) : DBNull.Value));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Databases differ in how wide a number is that they give back.</summary>
    private static long? NumberAt(DbDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeAt(DbDataReader row, int column) => NumberAt(row, column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private DbCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void Execute(string text, DbTransaction? transaction = null, params (string Name, object Value)[] values) => Guard(() =>
    {
        using var command = Command(text, values);
        command.Transaction = transaction;
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
            catch (Exception cause) when (cause is DbException or TimeoutException or System.Net.Sockets.SocketException)
            {
                throw new ArchivistException(new RunJournalUnusable(_store.Name, new Cause.Detail(cause.Message)), cause);
            }
        }
    }
}
