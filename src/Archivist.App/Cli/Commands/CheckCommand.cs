using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Checking;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Checking;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist check</c></summary>
internal static class CheckCommand
{
    private static readonly Option<bool> ReadData = new("--read-data") { Description = "Read and authenticate every byte of every pack." };

    private static readonly Option<string?> Subset = new("--read-data-subset")
    {
        Description = "Read and authenticate a subset of packs: part n/t (2/7), 5% or 10G at random.",
        HelpName = "subset",
    };

    internal static Command Create()
    {
        var command = new Command("check", "Check a repository without changing it.\n\nExample: archivist check --repo /var/lib/archivist/alice --read-data") { ReadData, Subset };
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new CheckRequest { Archive = parsed.Access(), Data = FindSubset(parsed) };
        var result = await new CheckOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var report = result.Report;
        foreach (var finding in report.Findings)
            context.Output.Warn(Words(finding));
        foreach (var hint in report.Hints)
            context.Output.Note(Words(hint));
        context.Output.Show(
            new CheckRecord(
                "check", report.Snapshots, report.Packs, report.Blobs, report.BytesRead, report.IsSound,
                [.. report.Findings.Select(Words)],
                [.. report.Hints.Select(Words)], result.Elapsed.TotalSeconds),
            static json => json.CheckRecord,
            record => $"{(record.IsSound ? "Sound" : "DAMAGED")}: {Quantity.Count(record.Snapshots, "snapshot", "snapshots")}, "
                + $"{Quantity.Count(record.Packs, "pack", "packs")}, {Quantity.Count(record.Blobs, "blob", "blobs")}"
                + (record.BytesRead > 0 ? $", {Quantity.Bytes(record.BytesRead)} read" : "")
                + (record.Findings.Count > 0 ? $", {Quantity.Count(record.Findings.Count, "finding", "findings")}" : "")
                + $", in {Quantity.Duration(result.Elapsed)}");
        return ExitCode.Of(result.Verdict);
    }

    private static string Words(CheckFinding finding)
    {
        var (sentence, hint) = CommandLineMessages.Instance.Of(finding.Problem);
        return hint is null ? sentence : $"{sentence}. {hint}";
    }

    private static DataSubset? FindSubset(ParseResult parsed)
    {
        if (parsed.GetValue(Subset) is not { } text)
            return parsed.GetValue(ReadData) ? DataSubset.All : null;
        if (parsed.GetValue(ReadData))
            throw CommandLineProblem.Usage("--read-data cannot be used with --read-data-subset", "Leave one of them out.");
        return DataSubset.TryParse(text, out var subset) ? subset : throw CommandLineProblem.Usage(
            $"invalid --read-data-subset '{text}'", "Write 2/7 (parts up to 256), 5% or 10G.");
    }
}
