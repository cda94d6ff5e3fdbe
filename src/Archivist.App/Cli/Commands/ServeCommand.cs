using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Events;
using Archivist.Operations.Serving;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Peers;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist serve</c></summary>
internal static class ServeCommand
{
    private const string RepositoryListen = "127.0.0.1:8000";
    private const long LeastRate = 1 << 10;

    /// <summary>Steps that are under way may end a request, and runs give their locks back.</summary>
    private static readonly TimeSpan ServiceGrace = TimeSpan.FromSeconds(30);

    private static readonly Option<string?> Listen = new("--listen")
    {
        Description = "Address and port to listen on [127.0.0.1:8000; service: serve.listen]",
        HelpName = "host:port",
    };

    private static readonly Option<string?> Peers = new("--peers") { Description = "Keep repositories of other users in this directory.", HelpName = "directory" };
    private static readonly Option<string?> Users = new("--users") { Description = "Who may sign in: an htpasswd file with bcrypt hashes.", HelpName = "file" };
    private static readonly Option<string?> Quota = new("--quota") { Description = "Space for each user: 500G, 2T [unlimited]", HelpName = "size" };
    private static readonly Option<string?> MaxRate = new("--max-rate") { Description = "Bytes per second for each user and direction: 10M [unlimited]", HelpName = "size" };
    private static readonly Option<string?> Witness = new("--witness") { Description = "Cosign ledgers of others with the witness in this directory.", HelpName = "directory" };
    private static readonly Option<bool> AllowDelete = new("--allow-delete") { Description = "Let users delete any object, not only locks." };
    private static readonly Option<string?> TlsCertificate = new("--tls-certificate") { Description = "Certificate of the server, in PEM.", HelpName = "file" };
    private static readonly Option<string?> TlsKey = new("--tls-key") { Description = "Private key of the certificate, in PEM.", HelpName = "file" };

    internal static Command Create()
    {
        var command = new Command("serve", "Run schedules by the calendar; or serve a repository, or keep those of others, by REST.\n\nExample: archivist serve")
        {
            Listen, Peers, Users, Quota, MaxRate, AllowDelete, Witness, TlsCertificate, TlsKey,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Peers) is { } directory)
        {
            var peers = await new ServePeersOperation(context.Environment).RunAsync(PeersRequest(parsed, directory), context.Events, cancellationToken);
            return ExitCode.Of(peers.Verdict);
        }

        foreach (var option in new Option[] { Users, Quota, MaxRate, AllowDelete, Witness, TlsCertificate, TlsKey })
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw CommandLineProblem.Usage($"{option.Name} is for --peers only", "Name the directory that keeps the repositories of others with --peers.");
        }

        var access = parsed.Access();
        if (access.Repository is null)
            return await RunServiceAsync(parsed, cancellationToken);
        var request = new ServeRequest
        {
            Archive = access,
            Listen = parsed.GetValue(Listen) ?? RepositoryListen,
            Serving = served => context.Output.Line($"Serving {served.Location} at rest:{served.Address} for reading. Ctrl-C ends it."),
        };
        var result = await new ServeOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> RunServiceAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var output = context.Output;
        if (context.Signals is { } signals)
            signals.Grace = ServiceGrace;
        var request = new RunServiceRequest
        {
            Archive = parsed.Access(),
            Listen = parsed.GetValue(Listen),
            Serving = service => output.Line(
                $"Running {(service.Schedules.Count == 0 ? "no schedules" : Quantity.Count(service.Schedules.Count, "schedule", "schedules"))} of {service.Archive}"
                    + $"{(service.Schedules.Count == 0 ? "; switch one on with 'archivist schedule resume NAME'" : $": {string.Join(", ", service.Schedules)}")}; health at {service.Address}health/ready. Ctrl-C ends it."),
            ServingPeers = peers => Announce(output, peers),
        };
        var result = await new RunServiceOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static ServePeersRequest PeersRequest(ParseResult parsed, string directory)
    {
        if (parsed.GetResult(CommonOptions.Repository) is { Implicit: false })
            throw CommandLineProblem.Usage("--repo cannot be used with --peers", "Serve one repository read-only, or keep those of others.");
        var output = parsed.Context().Output;
        var (certificate, key) = (parsed.GetValue(TlsCertificate), parsed.GetValue(TlsKey));
        if (certificate is null != key is null)
            throw CommandLineProblem.Usage("--tls-certificate and --tls-key belong together", "Name both files.");
        return new ServePeersRequest
        {
            Directory = directory,
            Users = parsed.GetValue(Users) ?? throw CommandLineProblem.Usage("--peers needs --users", "Name a file with users; 'htpasswd -B -c FILE USER' makes one."),
            Listen = parsed.GetValue(Listen) ?? RepositoryListen,
            Tls = certificate is not null && key is not null ? new TlsFiles(certificate, key) : null,
            Witness = parsed.GetValue(Witness),
            Limits = new PeerLimits
            {
                Quota = Size(parsed, Quota, 1),
                Rate = Size(parsed, MaxRate, LeastRate),
                AllowsRemoval = parsed.GetValue(AllowDelete),
            },
            Serving = served => Announce(output, served),
        };
    }

    private static void Announce(Output output, ServePeersResult served)
    {
        if (served.Witness is { } key)
            output.Line($"Witnessing {Quantity.Count(served.WitnessedLogs, "ledger", "ledgers")} at {served.Address} with the key {key}");
        output.Line($"Keeping repositories of {Quantity.Count(served.Users, "user", "users")} in {served.Directory} at rest:{served.Address}USER/ for reading and adding. Ctrl-C ends it.");
    }

    private static long? Size(ParseResult parsed, Option<string?> option, long least) => parsed.GetValue(option) switch
    {
        null => null,
        var text when ByteSize.TryParse(text, out var bytes) && bytes >= least => bytes,
        var text => throw CommandLineProblem.Usage($"{option.Name}: invalid size '{text}'", $"Write a whole number, optionally followed by K, M, G or T, of at least {least}."),
    };
}
