using System.CommandLine;
using Archivist.App.Composition;
using Archivist.App.Steps;
using Archivist.Media;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc build</c> and <c>archivist disc verify</c>, and the other verbs of <c>disc</c></summary>
internal static class DiscCommand
{
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The image file to write.", HelpName = "file" };
    private static readonly Option<string?> Template = new("--template") { Description = "A disc template by name or path.", HelpName = "name" };
    private static readonly Argument<string> Image = new("image") { Description = "An image file, or a drive with a disc in it." };
    private static readonly Option<string?> Sha256 = new("--sha256") { Description = "The SHA-256 that the image must have.", HelpName = "hex" };
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "The folder on the disc whose objects are checked against their names; empty for none.",
        HelpName = "name",
        DefaultValueFactory = _ => "repository",
    };

    internal static Command Create()
    {
        var build = new Command("build", "Master a bootable, encrypted disc image of the repository. Needs no password.\n\nExample: archivist disc build --output /srv/discs/alice.iso") { Output, Template };
        build.SetAction(BuildAsync);
        var verify = new Command("verify", "Read an image or a disc back whole and check every byte.\n\nExample: archivist disc verify /srv/discs/alice.iso") { Image, Sha256, Folder };
        verify.SetAction(VerifyAsync);
        return new Command("disc", "Master and verify disc images.") { build, DiscMasterCommand.Create(), verify };
    }

    private static async Task<int> BuildAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var startedAt = context.Clock.GetTimestamp();
        var settings = await Session.ReadSettingsAsync(parsed, cancellationToken);
        var evidence = new Evidence(settings, context.Clock);
        var disc = await DiscStep.RunAsync(context, settings, evidence, parsed.GetValue(Template), parsed.GetValue(Output), verify: false, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscRecord("disc_built", disc.Path, disc.Volume, disc.Image.Length, disc.Image.Sha256.ToString(), disc.Image.Files, disc.Objects, elapsed.TotalSeconds),
            CliJson.Default.DiscRecord,
            record => $"Mastered {record.Image}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, in {Quantity.Duration(elapsed)}\n"
                + $"SHA-256 {record.Sha256}");
        return 0;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var startedAt = context.Clock.GetTimestamp();
        Digest? expected = parsed.GetValue(Sha256) is not { } text ? null
            : Digest.TryParse(text, null, out var digest) ? digest
            : throw new ArchivistException(Failure.Usage, $"--sha256 {text}: it is not a SHA-256") { Hint = "Give 64 hexadecimal digits." };
        var verdict = await DiscStep.VerifyAsync(context, parsed.GetValue(Image)!, parsed.GetValue(Folder) is { Length: > 0 } folder ? folder : null, expected, cancellationToken);
        return Report(context, parsed.GetValue(Image)!, verdict, context.Clock.GetElapsedTime(startedAt));
    }

    private static int Report(CommandContext context, string image, ImageVerdict verdict, TimeSpan elapsed)
    {
        foreach (var finding in verdict.Findings)
            context.Output.Warn(finding.Sentence);
        context.Output.Show(
            new DiscVerifiedRecord(
                "disc_verified", image, verdict.IsGood, verdict.Length, verdict.Files, verdict.Objects,
                [.. verdict.Findings.Select(finding => finding.Sentence)], elapsed.TotalSeconds),
            CliJson.Default.DiscVerifiedRecord,
            record => $"{(record.IsGood ? "Good" : "DAMAGED")}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, "
                + $"{Quantity.Count(record.Objects, "object", "objects")} checked against their names, in {Quantity.Duration(elapsed)}"
                + (record.IsGood ? "" : $"; {Quantity.Count(record.Findings.Count, "finding", "findings")}"));
        if (!verdict.IsGood)
            context.Output.Note("  Build the image again, or burn another disc from it.");
        return verdict.IsGood ? 0 : (int)Failure.MediumFailed;
    }
}
