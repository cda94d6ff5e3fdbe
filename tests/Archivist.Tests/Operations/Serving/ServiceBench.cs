using System.Globalization;
using Archivist.Operations.Events;
using Archivist.Operations.Running;
using Archivist.Operations.Scheduling;
using Archivist.Operations.Serving;
using Microsoft.Data.Sqlite;

namespace Archivist.Tests.Operations.Serving;

/// <summary>A service on a clock that a test moves, with a scheduler that a test fires. Its schedules only write reports, which is quick.</summary>
internal sealed class ServiceBench : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private CancellationTokenSource _stop = new();
    private Task<RunServiceResult>? _running;

    internal ServiceBench(string more = "")
    {
        Bench.UseSettings();
        if (more.Length > 0)
            File.AppendAllText(Bench.Folder.At("archivist.toml"), $"\n{more}\n");
    }

    internal Bench Bench { get; } = new();

    internal FakeServiceHost Host => Bench.Host;

    internal DateTimeOffset Now => Bench.Clock.GetUtcNow();

    internal ServiceHealth Health => Host.Work!.FindHealth();

    /// <summary>Writes a schedule as if the file were of now.</summary>
    internal void Write(string name, string cron, string more = "", string step = "report")
    {
        Bench.Folder.Write($"schedules/{name}.toml", $"name = \"{name}\"\ncron = \"{cron}\"\n{more}\n[[step]]\ndo = \"{step}\"\n");
        File.SetLastWriteTimeUtc(Bench.Folder.At($"schedules/{name}.toml"), Now.UtcDateTime);
    }

    /// <summary>Starts the service and waits until it has looked once.</summary>
    internal async Task<RunServiceResult> StartAsync()
    {
        if (!Directory.Exists(Bench.Folder.At("ledger")))
        {
            await Bench.AddRepositoryAsync(Bench.Folder.At("repository"));
            await Bench.BeginLedgerAsync();
        }

        var up = new TaskCompletionSource<RunServiceResult>();
        var request = new RunServiceRequest { Archive = Bench.Access, Serving = up.SetResult, ServingPeers = _ => { } };
        _running = new RunServiceOperation(Bench.Environment).RunAsync(request, Bench.Events, _stop.Token);
        return await (await Task.WhenAny(up.Task, _running));
    }

    /// <summary>Starts the service once more, as after a boot.</summary>
    internal Task<RunServiceResult> RestartAsync()
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        return StartAsync();
    }

    /// <summary>Stops the service in order.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running!;
    }

    /// <summary>Time passes in steps of a minute, the scheduler fires when its calendar says so, and all that starts has ended.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        for (var until = Now + time; Now < until;)
        {
            var step = until - Now < Minute ? until - Now : Minute;
            if (Host.FindNext() - Now is { } toNext && toNext < step)
                step = toNext;
            await AdvanceAsync(step);
        }
    }

    /// <summary>Time passes all at once, as in a sleep, or from one event to the next.</summary>
    internal async Task AdvanceAsync(TimeSpan time)
    {
        Bench.Clock.Advance(time);
        // The service has looked, and waits for the next minute.
        await Bench.Clock.WaitForTimerAsync();
        await Host.FireAsync();
    }

    /// <summary>When runs began, by the journal, as UTC.</summary>
    internal IReadOnlyList<(string Schedule, DateTimeOffset At)> Runs()
    {
        var file = Bench.Folder.At("repository.runs.sqlite");
        if (!File.Exists(file))
            return [];
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT schedule, started FROM run ORDER BY id";
        using var rows = command.ExecuteReader();
        var found = new List<(string, DateTimeOffset)>();
        while (rows.Read())
            found.Add((rows.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1))));
        return found;
    }

    /// <summary>The hours and minutes of all runs.</summary>
    internal string[] Times() => [.. Runs().Select(run => run.At.ToString("HH:mm", CultureInfo.InvariantCulture))];

    /// <summary>What the calendar names next.</summary>
    internal async Task<IReadOnlyList<UpcomingRun>> NextAsync(int count) =>
        (await new ListUpcomingRunsOperation(Bench.Environment).RunAsync(new ListUpcomingRunsRequest { Archive = Bench.Access, Count = count }, Bench.Events, default)).Runs;

    internal RunJournal OpenJournal() => RunJournal.Open(Bench.Folder.At("repository.runs.sqlite"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null)
            await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        Bench.Dispose();
    }
}
