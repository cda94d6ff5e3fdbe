using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Measuring;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Serving;

/// <summary>
/// The service of an archive: runs its schedules by the calendar, keeps repositories of others where the settings say so, and answers for its health, until it is stopped. One process
/// at a time serves an archive, or several that share a database.
/// </summary>
public sealed class RunServiceOperation(OperationEnvironment environment) : Operation<RunServiceRequest, RunServiceResult>(environment)
{
    private protected override async Task<RunServiceResult> RunAsync(RunServiceRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        // Not through the archive, which in the end would do for the whole life of the service what each run does for itself.
        var settings = await SettingsReader.ReadAsync(request.Archive.SettingsFile, context.Surroundings, cancellationToken);
        foreach (var outdated in settings.Outdated)
            context.WarnOnce(outdated);
        var listen = request.Listen ?? settings.Serve.Listen;
        ListenAddress.RequireSafe(listen, hasSignIn: false, hasTls: false);
        var database = await RunJournals.ReadConnectionAsync(context, settings, cancellationToken);
        // The machines of a cluster serve one archive between them.
        using var held = database is null ? await TakeAsync(context, settings, cancellationToken) : null;
        using var runs = new CalendarRuns(context, request.Archive, settings);
        var work = new ServiceWork
        {
            Name = settings.Archive.Name,
            Listen = listen,
            Jobs = database is null ? new JobPlace.File(settings.StateFileOf(".jobs.sqlite")) : new JobPlace.Shared(database),
            RunAsync = runs.RunAsync,
            IsAlive = () => runs.IsAlive,
            FindHealth = () => runs.Health,
            MetricsToken = await MetricsToken.FindAsync(context.Environment, request.Archive, context.Events, cancellationToken),
            MeasureAsync = async stop => (await new MeasureOperation(context.Environment).RunAsync(new MeasureRequest { Archive = request.Archive }, context.Events, stop)).Text,
            Warn = context.Warn,
            Clock = context.Clock,
        };
        await using var service = await context.Environment.Host!.StartAsync(work, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, service.Stopping);
        await runs.LookAsync(service, cancellationToken);
        var result = new RunServiceResult(settings.Archive.Name, service.Address, runs.Names);
        var tasks = new List<Task> { runs.WatchAsync(service, ending.Token) };
        if (settings.Capture.IsContinuous)
            tasks.Add(new ServiceCapture(context, request.Archive).RunAsync(ending.Token));
        if (settings.Serve.Peers is { } peers)
            tasks.Add(ServePeersAsync(context, peers, request, ending.Token));
        request.Serving(result);
        service.ReportReady();
        await EndTogetherAsync(tasks, ending);
        return result;
    }

    private static async Task<IDisposable> TakeAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var file = settings.StateFileOf(".service.lock");
        if (Path.GetDirectoryName(file) is { Length: > 0 } directory)
            DurableFile.CreateDirectory(directory);
        return await FileLock.TryTakeAsync(file, TimeSpan.Zero, context.Clock, cancellationToken) ?? throw new ArchivistException(new ServiceUnderWay(settings.Archive.Name, file));
    }

    private static Task ServePeersAsync(OperationContext context, PeersSettings peers, RunServiceRequest request, CancellationToken cancellationToken) =>
        new ServePeersOperation(context.Environment).RunAsync(
            new ServePeersRequest
            {
                Directory = peers.Directory,
                Users = peers.Users,
                Listen = peers.Listen,
                Tls = peers.Tls is var (certificate, key) ? new TlsFiles(certificate, key) : null,
                Witness = peers.Witness,
                Limits = new PeerLimits { Quota = peers.Quota, Rate = peers.MaxRate, AllowsRemoval = peers.AllowsRemoval },
                Serving = request.ServingPeers,
            },
            context.Events,
            cancellationToken);

    /// <summary>What ends first ends everything: a service without its peers, or without its schedules, would look healthy.</summary>
    private static async Task EndTogetherAsync(IReadOnlyList<Task> tasks, CancellationTokenSource ending)
    {
        await Task.WhenAny(tasks);
        await ending.CancelAsync();
        foreach (var task in tasks)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // That is how it was asked to end.
            }
        }
    }
}
