using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist install-service</c></summary>
internal static class InstallServiceCommand
{
    private static readonly Option<bool> User = new("--user") { Description = "Install for this user alone, without privileges." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Write nothing; show the unit." };
    private static readonly Option<bool> Uninstall = new("--uninstall") { Description = "Remove the unit." };

    internal static Command Create()
    {
        var command = new Command("install-service", "Write the systemd unit that runs 'archivist serve'.\n\nExample: archivist install-service --dry-run") { User, DryRun, Uninstall };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var access = parsed.Access();
        if (access.Repository is not null)
            throw CommandLineProblem.Usage("--repo cannot be used with install-service", "The service is that of the settings; name them with --config.");
        var program = Environment.ProcessPath ?? throw CommandLineProblem.Usage("the path of this program is unknown", "Start it by its path.");
        var request = new InstallServiceRequest
        {
            Archive = access,
            Command = [program, "serve", "--config"],
            IsOfUser = parsed.GetValue(User),
            IsPreview = parsed.GetValue(DryRun),
            Removes = parsed.GetValue(Uninstall),
        };
        if (OperatingSystem.IsWindows())
            return ShowForWindows(context, program, request);
        var result = await new InstallServiceOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new ServiceUnitRecord("service_unit", result.Unit, result.File, result.Text, result.IsChanged, request.IsPreview), static json => json.ServiceUnitRecord, record => Describe(request, record));
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(InstallServiceRequest request, ServiceUnitRecord unit)
    {
        var manager = request.IsOfUser ? "systemctl --user" : "systemctl";
        if (unit.Text is null)
            return !unit.IsChanged ? $"There is no {unit.File}."
                : request.IsPreview ? $"{unit.File} would be removed. Stop it first: {manager} disable --now {unit.Unit}"
                : $"Removed {unit.File}. Next: {manager} daemon-reload";
        if (request.IsPreview)
            return $"# {unit.File}\n{unit.Text.TrimEnd()}";
        return $"{(unit.IsChanged ? "Wrote" : "Nothing to change in")} {unit.File}.\n"
            + $"Next: {manager} daemon-reload && {manager} enable --now {unit.Unit}"
            + (request.IsOfUser ? "\nTo run it also while you are not logged in: loginctl enable-linger" : "");
    }

    /// <summary>Windows has a command for it; the program is the service itself.</summary>
    private static int ShowForWindows(CommandContext context, string program, InstallServiceRequest request)
    {
        context.Output.Line(request.Removes
            ? "As administrator: sc.exe delete Archivist"
            : $"As administrator: sc.exe create Archivist start= delayed-auto binPath= \"\\\"{program}\\\" serve --config \\\"{request.Archive.SettingsFile ?? "archivist.toml"}\\\"\"");
        return ExitCode.Of(Failure.None);
    }
}
