using System.CommandLine;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;

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
        var command = new Command("serve", "Serve a repository read-only by restic's REST protocol.\n\nExample: archivist serve --repo /srv/alice --listen 127.0.0.1:8000, then restic -r rest:http://127.0.0.1:8000/ --no-lock snapshots") { Listen };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ServeRequest
        {
            Archive = parsed.Access(),
            Listen = parsed.GetValue(Listen)!,
            Serving = served => context.Output.Line($"Serving {served.Location} at rest:{served.Address} for reading. Ctrl-C ends it."),
        };
        var result = await new ServeOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }
}
