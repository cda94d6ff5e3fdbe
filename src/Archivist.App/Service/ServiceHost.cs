using System.Net;
using Archivist.App.Messages;
using Archivist.App.Problems;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Archivist.App.Service;

/// <summary>Builds the generic host of a service: Quartz for the calendar, Kestrel for health.</summary>
internal static class ServiceHost
{
    /// <summary>How long running steps may take to stop between two objects.</summary>
    internal static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(25);

    /// <summary>How often the machines of a cluster say that they live, and how late they may be.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);

    /// <summary>Runs that can go on side by side.</summary>
    private const int MostRuns = 8;

    /// <summary>Starts it.</summary>
    internal static async Task<IRunningService> StartAsync(ServiceWork work, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(work.Listen, out var endpoint) || !work.Listen.Contains(':'))
            throw CommandLineProblem.Usage($"listen {work.Listen}: it is not an address and a port", "Write it as 127.0.0.1:8700.");
        // Empty, so that no variable and no appsettings.json of the current directory makes it listen elsewhere or log.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTime);
        builder.Services.AddSingleton(work);
        builder.Services.AddLogging();
        builder.Services.AddQuartz(quartz => Configure(quartz, work));
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        if (OperatingSystem.IsWindows())
            builder.Services.AddWindowsService();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(endpoint);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        var application = builder.Build();
        var pages = new ServicePages(work);
        application.Run(pages.AnswerAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            var scheduler = await application.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
            return new RunningService(application, scheduler, work);
        }
        catch (Exception cause) when (cause is IOException)
        {
            await application.DisposeAsync();
            throw new ArchivistException(new ServerNotStarted(work.Listen, Cause.Of(cause)), cause);
        }
        catch (Exception cause) when (cause is SchedulerException or System.Data.Common.DbException)
        {
            await application.DisposeAsync();
            throw Refuse(work.Jobs, cause);
        }
    }

    /// <summary>A store in messages, without anything secret.</summary>
    internal static string NameOf(JobPlace place) => place is JobPlace.File(var path) ? path : "the database of the cluster";

    /// <summary>A machine that has said nothing for both times together is taken for dead; its runs go on elsewhere some seconds later.</summary>
    private static void Share(IPersistentStoreBuilder store, string connection)
    {
        store.UsePostgres(Npgsql.NpgsqlFactory.Instance, connection);
        store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckIn));
    }

    /// <summary>What the scheduler could not do, in words of our own.</summary>
    internal static ArchivistException Refuse(JobPlace place, Exception cause) => new(new JobStoreUnusable(NameOf(place), new Cause.Detail(cause.GetBaseException().Message)), cause);

    private static void Configure(IQuartzBuilder quartz, ServiceWork work)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = $"archivist {work.Name}";
            // Asked to stop, runs give their locks back, and then go on with the next start.
            options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            options.GenerateInstanceId = work.Jobs is JobPlace.Shared;
        });
        quartz.UseTimeProvider(work.Clock);
        quartz.UseDefaultThreadPool(MostRuns);
        quartz.AddSchedulerListener(new TroubleListener(work));
        quartz.UsePersistentStore(store =>
        {
            if (work.Jobs is JobPlace.File(var path))
                store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString());
            else if (work.Jobs is JobPlace.Shared(var connection))
                Share(store, connection);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.UseExecutionHistory();
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
        });
    }
}
