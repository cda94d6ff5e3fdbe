using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Messages.English;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Discs.Verifying;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Crypto;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc build</c>, <c>archivist disc verify</c>, and the verbs of discs that have files of their own.</summary>
internal static class DiscCommand
{
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Image file to write; for a set, the directory.", HelpName = "file" };
    private static readonly Option<string?> Template = new("--template") { Description = "Disc template: name or path.", HelpName = "name" };
    private static readonly Argument<string> Image = new("image") { Description = "Image file, or drive with a disc in it." };
    private static readonly Option<string?> Sha256 = new("--sha256") { Description = "Expected SHA-256 of the image.", HelpName = "hex" };
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Directory on the disc whose objects are verified by name; '' for none.",
        HelpName = "name",
        DefaultValueFactory = _ => "repository",
    };

    private static readonly Option<string?> Set = new("--set") { Description = "Build discs of this planned set.", HelpName = "name" };
    private static readonly Option<int?> Disc = new("--disc") { Description = "Number of the disc to build from the set.", HelpName = "number" };
    private static readonly Option<bool> All = new("--all") { Description = "Build all discs of the set." };

    internal static Command Create()
    {
        var build = new Command("build", "Master a bootable, encrypted disc image of the repository. Needs no password.\n\nExample: archivist disc build --output /srv/discs/alice.iso") { Output, Template, Set, Disc, All, ForceOption.Force };
        build.SetAction(BuildAsync);
        var verify = new Command("verify", "Verify every byte of an image or a disc.\n\nExample: archivist disc verify /srv/discs/alice.iso") { Image, Sha256, Folder };
        verify.SetAction(VerifyAsync);
        return new Command("disc", "Plan, master, protect, burn, verify, read, repair, rebuild, label and look up discs.")
        {
            DiscPlanCommand.Create(), build, DiscMasterCommand.Create(), DiscProtectCommand.Create(), DiscBurnCommand.Create(), verify, DiscReadCommand.Create(),
            DiscRepairCommand.Create(), DiscRebuildCommand.Create(), DiscHealthCommand.Create(), DiscRemasterCommand.Create(), DiscListCommand.Create(),
            DiscMoveCommand.Create(), DiscLabelCommand.Create(),
        };
    }

    private static async Task<int> BuildAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var set = parsed.GetValue(Set);
        if (set is not null && (parsed.GetValue(All) == parsed.GetValue(Disc) is not null || parsed.GetValue(Template) is not null))
            throw CommandLineProblem.Usage("a set is built with either --disc or --all, and with the template that it was planned for", $"Write 'archivist disc build --set {set} --all'.");
        if (set is null && (parsed.GetValue(All) || parsed.GetValue(Disc) is not null))
            throw CommandLineProblem.Usage("--disc and --all mean discs of a set", "Name it with --set.");
        var startedAt = context.Clock.GetTimestamp();
        var request = new BuildDiscsRequest
        {
            Archive = parsed.Access(),
            Set = set,
            Disc = parsed.GetValue(Disc),
            Template = parsed.GetValue(Template),
            Output = parsed.GetValue(Output),
            MayReplace = parsed.GetValue(ForceOption.Force),
            Built = disc => Show(context, disc, isOfSet: set is not null, context.Clock.GetElapsedTime(startedAt)),
        };
        return ExitCode.Of((await new BuildDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken)).Verdict);
    }

    private static void Show(CommandContext context, BuiltDisc built, bool isOfSet, TimeSpan elapsed) => context.Output.Show(
        new DiscRecord(
            "disc_built", built.Path, built.Record.Label, built.TotalBytes, built.Image.Length, built.Image.Sha256.ToString(), built.Image.WholeDigest.ToString()!, built.Image.Files, built.Objects, elapsed.TotalSeconds),
        static json => json.DiscRecord,
        record => $"Mastered {(isOfSet ? $"{DiscTitleText.Of(built.Record.Title)} to " : "")}{record.Image}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}"
            + (isOfSet ? "" : $", in {Quantity.Duration(elapsed)}") + "\n" + Hashes(record));

    private static string Hashes(DiscRecord record) => record.Bytes == record.DataBytes
        ? $"SHA-256 {record.Sha256}"
        : $"SHA-256 {record.WholeSha256}\n        {record.Sha256} of the first {record.DataBytes} bytes; error correction follows them";

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        Digest? expected = parsed.GetValue(Sha256) is not { } text ? null
            : Digest.TryParse(text, null, out var digest) ? digest
            : throw CommandLineProblem.Usage($"--sha256 {text}: it is not a SHA-256", "Give 64 hexadecimal digits.");
        var request = new VerifyDiscRequest
        {
            Image = parsed.GetValue(Image)!,
            Expected = expected,
            RepositoryFolder = parsed.GetValue(Folder) is { Length: > 0 } folder ? folder : null,
            RequiresRepository = parsed.GetResult(Folder) is { Implicit: false },
        };
        var result = await new VerifyDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Report(context, request.Image, result.Disc, result.Elapsed);
        return ExitCode.Of(result.Verdict);
    }

    private static void Report(CommandContext context, string image, DiscVerdict verdict, TimeSpan elapsed)
    {
        List<string> sentences = [.. verdict.Problems.Select(problem => CommandLineMessages.Instance.Of(problem).Sentence)];
        foreach (var sentence in sentences)
            context.Output.Warn(sentence);
        foreach (var note in verdict.Image?.Notes ?? [])
            context.Output.Note($"  Note: {CommandLineMessages.Instance.Of(note).Sentence}.");
        context.Output.Show(
            new DiscVerifiedRecord(
                "disc_verified", image, verdict.IsGood, verdict.Length, verdict.Image?.Files ?? 0, verdict.Objects,
                sentences, DiscCorrectionRecord.Of(verdict.Correction), verdict.Boot?.Authorities, elapsed.TotalSeconds),
            static json => json.DiscVerifiedRecord,
            record => $"{(record.IsGood ? "Good" : "DAMAGED")}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, "
                + $"{Quantity.Count(record.Objects, "object", "objects")} checked against their names"
                + (record.Correction is { } correction ? $", error correction with {correction.Margin} of {correction.Roots} sectors of each row to spare" : "")
                + $", in {Quantity.Duration(elapsed)}"
                + (record.IsGood ? "" : $"; {Quantity.Count(record.Findings.Count, "finding", "findings")}"));
        if (verdict.Boot is { Authorities: { Count: > 0 } authorities })
            context.Output.Note($"  With Secure Boot it starts where the firmware trusts {string.Join(" or ", authorities)}.");
        if (!verdict.IsGood)
            context.Output.Note("  " + HintOf(verdict));
    }

    /// <summary>What to do about a damaged image.</summary>
    private static string HintOf(DiscVerdict verdict) => verdict.Correction switch
    {
        { IsWhole: false, IsCorrectable: true } => "Repair it with 'archivist disc repair', then burn another disc from it.",
        { IsCorrectable: false, IsOnlyBehind: true } => "Only its error correction is incomplete. Finish it with 'archivist disc protect IMAGE --finish', or remove it with --strip.",
        { IsCorrectable: false } => "Repair what can be repaired with 'archivist disc repair', and build the image again.",
        _ => "Build the image again, or burn another disc from it.",
    };
}
