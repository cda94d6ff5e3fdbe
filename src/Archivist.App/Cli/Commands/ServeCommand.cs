using System.CommandLine;
using Archivist.App.Web;
using Archivist.Operations.Archives;
using Archivist.Repository.Opening;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist serve</c></summary>
internal static class ServeCommand
{
    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Address and port to listen on.",
        HelpName = "host:port",
        DefaultValueFactory = _ => "127.0.0.1:8000",
    };

    internal static Command Create()
    {
        var command = new Command("serve", "Offer a repository for reading by restic's REST protocol.\n\nExample: archivist serve --repo /srv/alice --listen 127.0.0.1:8000, then restic -r rest:http://127.0.0.1:8000/ --no-lock snapshots") { Listen };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var store = parsed.Archive().OpenStore(await parsed.Archive().FindSettingsAsync(cancellationToken));
        await SealedRepository.FindAsync(store, cancellationToken);
        await using var server = await RestServer.StartAsync(store, parsed.GetValue(Listen)!, cancellationToken);
        context.Output.Line($"Serving {store.Location} at rest:{server.Address} for reading. Ctrl-C ends it.");
        await server.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
