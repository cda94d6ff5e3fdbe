using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Discs;
using Archivist.Operations.Discs.Sets;
using Archivist.Operations.Events;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc build</c>, <c>archivist disc verify</c>, and the verbs of discs that have files of their own.</summary>
internal static class DiscCommand
{
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The image file to write; for a set, the folder.", HelpName = "file" };
    private static readonly Option<string?> Template = new("--template") { Description = "A disc template by name or path.", HelpName = "name" };
    private static readonly Argument<string> Image = new("image") { Description = "An image file, or a drive with a disc in it." };
    private static readonly Option<string?> Sha256 = new("--sha256") { Description = "The SHA-256 that the image must have.", HelpName = "hex" };
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "The folder on the disc whose objects are checked against their names; empty for none.",
        HelpName = "name",
        DefaultValueFactory = _ => "repository",
    };

    private static readonly Option<string?> Set = new("--set") { Description = "Build discs of this set, as it was planned.", HelpName = "name" };
    private static readonly Option<int?> Disc = new("--disc") { Description = "Of a set: the disc of this number.", HelpName = "number" };
    private static readonly Option<bool> All = new("--all") { Description = "Of a set: all its discs." };

    internal static Command Create()
    {
        var build = new Command("build", "Master a bootable, encrypted disc image of the repository. Needs no password.\n\nExample: archivist disc build --output /srv/discs/alice.iso") { Output, Template, Set, Disc, All, ForceOption.Force };
        build.SetAction(BuildAsync);
        var verify = new Command("verify", "Read an image or a disc back whole and check every byte.\n\nExample: archivist disc verify /srv/discs/alice.iso") { Image, Sha256, Folder };
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
        var startedAt = context.Clock.GetTimestamp();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var evidence = new ArchiveLedger(settings, context.Clock);
        if (parsed.GetValue(Set) is { } set)
        {
            if (parsed.GetValue(All) == parsed.GetValue(Disc) is not null || parsed.GetValue(Template) is not null)
                throw new ArchivistException(Failure.Usage, "a set is built with either --disc or --all, and with the template that it was planned for") { Hint = $"Write 'archivist disc build --set {set} --all'." };
            var entries = new Bookkeeping();
            await DiscSetBuilding.RunAsync(
                context.Operation, settings, evidence, set, parsed.GetValue(Disc), parsed.GetValue(Output), verify: false, parsed.GetValue(ForceOption.Force), null, built => Show(context, built, startedAt), entries, cancellationToken);
            return entries.Report(context.Operation.Events);
        }

        if (parsed.GetValue(All) || parsed.GetValue(Disc) is not null)
            throw new ArchivistException(Failure.Usage, "--disc and --all mean discs of a set") { Hint = "Name it with --set." };
        var disc = await DiscStep.RunAsync(context.Operation, settings, evidence, parsed.GetValue(Template), parsed.GetValue(Output), verify: false, parsed.GetValue(ForceOption.Force), cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscRecord("disc_built", disc.Path, disc.Volume, disc.Correction?.TotalBytes ?? disc.Image.Length, disc.Image.Length, disc.Image.Sha256.ToString(), disc.Image.WholeDigest.ToString()!, disc.Image.Files, disc.Objects, elapsed.TotalSeconds),
            CliJson.Default.DiscRecord,
            record => $"Mastered {record.Image}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, in {Quantity.Duration(elapsed)}\n"
                + Hashes(record));
        return 0;
    }

    private static void Show(CommandContext context, BuiltVolume built, long startedAt)
    {
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscRecord(
                "disc_built", built.Path, built.Record.Label, built.TotalBytes, built.Image.Length, built.Image.Sha256.ToString(), built.Image.WholeDigest.ToString()!, built.Image.Files, built.Objects, elapsed.TotalSeconds),
            CliJson.Default.DiscRecord,
            record => $"Mastered {built.Record.Describe()} to {record.Image}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}\n"
                + Hashes(record));
    }

    private static string Hashes(DiscRecord record) => record.Bytes == record.DataBytes
        ? $"SHA-256 {record.Sha256}"
        : $"SHA-256 {record.WholeSha256}\n        {record.Sha256} of the first {record.DataBytes} bytes; error correction follows them";

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        Digest? expected = parsed.GetValue(Sha256) is not { } text ? null
            : Digest.TryParse(text, null, out var digest) ? digest
            : throw new ArchivistException(Failure.Usage, $"--sha256 {text}: it is not a SHA-256") { Hint = "Give 64 hexadecimal digits." };
        var verdict = await DiscStep.VerifyAsync(context.Operation, parsed.GetValue(Image)!, parsed.GetValue(Folder) is { Length: > 0 } folder ? folder : null, parsed.GetResult(Folder) is { Implicit: false }, expected, cancellationToken);
        return Report(context, parsed.GetValue(Image)!, verdict, context.Clock.GetElapsedTime(startedAt));
    }

    private static int Report(CommandContext context, string image, DiscVerdict verdict, TimeSpan elapsed)
    {
        foreach (var sentence in verdict.Sentences)
            context.Output.Warn(sentence);
        foreach (var note in verdict.Image?.Notes ?? [])
            context.Output.Note($"  Note: {note}.");
        context.Output.Show(
            new DiscVerifiedRecord(
                "disc_verified", image, verdict.IsGood, verdict.Length, verdict.Image?.Files ?? 0, verdict.Objects,
                verdict.Sentences, DiscCorrectionRecord.Of(verdict.Correction), verdict.Boot?.Authorities, elapsed.TotalSeconds),
            CliJson.Default.DiscVerifiedRecord,
            record => $"{(record.IsGood ? "Good" : "DAMAGED")}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, "
                + $"{Quantity.Count(record.Objects, "object", "objects")} checked against their names"
                + (record.Correction is { } correction ? $", error correction with {correction.Margin} of {correction.Roots} sectors of each row to spare" : "")
                + $", in {Quantity.Duration(elapsed)}"
                + (record.IsGood ? "" : $"; {Quantity.Count(record.Findings.Count, "finding", "findings")}"));
        if (verdict.Boot is { Authorities: { Count: > 0 } authorities })
            context.Output.Note($"  With Secure Boot it starts where the firmware trusts {string.Join(" or ", authorities)}.");
        if (!verdict.IsGood)
            context.Output.Note("  " + verdict.Hint);
        return verdict.IsGood ? 0 : (int)Failure.MediumFailed;
    }
}
