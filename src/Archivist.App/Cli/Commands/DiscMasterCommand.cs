using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Images.Model;
using Archivist.Operations.Discs.Mastering;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc master</c></summary>
internal static class DiscMasterCommand
{
    private const string StandardOutput = "-";

    private static readonly Argument<string[]> Sources = new("sources") { Description = "Files and directories; the content of a single directory becomes the root.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Image file or device to write; - for standard output.", HelpName = "file", Required = true };
    private static readonly Option<string?> Volume = new("--volume") { Description = "Volume label [from the first directory's name]", HelpName = "name" };
    private static readonly Option<string> Udf = new("--udf") { Description = "UDF revision: 1.02, 2.01, 2.50 or none.", HelpName = "revision", DefaultValueFactory = _ => "1.02" };
    private static readonly Option<int> IsoLevel = new("--iso-level") { Description = "ISO 9660 interchange level: 1, 2 or 3.", HelpName = "n", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> NoRockRidge = new("--no-rock-ridge") { Description = "Leave out Rock Ridge." };
    private static readonly Option<bool> NoJoliet = new("--no-joliet") { Description = "Leave out Joliet." };
    private static readonly Option<bool> LongJoliet = new("--joliet-long") { Description = "Joliet names of up to 103 characters instead of 64." };
    private static readonly Option<int> Alignment = new("--alignment") { Description = "Alignment in sectors (ECC block): 1, 16 (DVD) or 32 (BD).", HelpName = "sectors", DefaultValueFactory = _ => 16 };
    private static readonly Option<int> Padding = new("--padding") { Description = "Padding at the end, in sectors.", HelpName = "sectors", DefaultValueFactory = _ => 150 };
    private static readonly Option<bool> ChecksumTags = new("--checksum-tags") { Description = "Add MD5 checksums that 'disc verify' and xorriso can check." };
    private static readonly Option<bool> Sha256 = new("--sha256") { Description = "Compute the SHA-256 of the image." };

    private static readonly Option<string[]> Graft = new("--graft") { Description = "Place SOURCE at PATH on the disc (repeatable); / is the root.", HelpName = "PATH=SOURCE" };
    private static readonly Option<bool> Merge = new("--merge") { Description = "Merge sources that share a name into one directory." };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Exclude files and directories that match PATTERN (repeatable).", HelpName = "pattern" };
    private static readonly Option<bool> SkipUnreadable = new("--skip-unreadable") { Description = "Skip unreadable files, and exit with 3." };
    private static readonly Option<string?> Medium = new("--medium", "-m") { Description = "Refuse an image that does not fit: cd, dvd, bd25, …, usb:SIZE or a size.", HelpName = "medium" };

    internal static Command Create()
    {
        var command = new Command("master", "Master plain files as they are: no encryption, no repository.\n\nExample: archivist disc master photos --output photos.iso --udf 2.50")
        {
            Sources, Output, Volume, Udf, IsoLevel, NoRockRidge, NoJoliet, LongJoliet, Alignment, Padding, ChecksumTags, Sha256, Graft, Merge, Exclude, SkipUnreadable, Medium, ForceOption.Force, DeviceConfirmation.BuiltIn, DeviceConfirmation.Confirm,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new MasterDiscRequest
        {
            Sources = parsed.GetValue(Sources) ?? [],
            Grafts = [.. (parsed.GetValue(Graft) ?? []).Select(ParseGraft)],
            Output = parsed.GetValue(Output)!,
            OpenOutput = parsed.GetValue(Output) == StandardOutput ? StandardStreams.OpenOutput : null,
            Volume = parsed.GetValue(Volume),
            Format = ReadFormat(parsed),
            WithDigest = parsed.GetValue(Sha256),
            Excludes = parsed.GetValue(Exclude) ?? [],
            SkipsUnreadable = parsed.GetValue(SkipUnreadable),
            Merges = parsed.GetValue(Merge),
            Medium = parsed.GetValue(Medium) is { } medium ? DiscPlanCommand.ParseMedium(medium) : null,
            MayReplace = parsed.GetValue(ForceOption.Force),
            MayBeBuiltIn = parsed.GetValue(DeviceConfirmation.BuiltIn),
            Confirmed = parsed.GetValue(DeviceConfirmation.Confirm),
        };
        if (request.Sources.Count + request.Grafts.Count == 0)
            throw CommandLineProblem.Usage("no source is given", "Name files or directories, or use --graft.");
        var disc = await new MasterDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var (image, volume) = (disc.Image, disc.Volume);
        var elapsed = disc.Elapsed;
        var record = new MasteredRecord(
            "disc_mastered", request.Output, volume, image.Length, image.Digest?.ToString(), image.Files, elapsed.TotalSeconds);
        // Standard output holds the image then.
        if (request.OpenOutput is not null)
            context.Output.Note(TextOf(record, elapsed));
        else
            context.Output.Show(record, static json => json.MasteredRecord, shown => TextOf(shown, elapsed));
        if (disc.Skipped + disc.Changed > 0)
            context.Output.Note($"  Not everything is on it as it is: {Quantity.Count(disc.Skipped, "source", "sources")} could not be read, {Quantity.Count(disc.Changed, "file was", "files were")} changed meanwhile.");
        return ExitCode.Of(disc.Verdict);
    }

    private static string TextOf(MasteredRecord record, TimeSpan elapsed) =>
        $"Mastered {record.Image}: {Quantity.Bytes(record.Bytes)}, {Quantity.Count(record.Files, "file", "files")}, in {Quantity.Duration(elapsed)}"
        + (record.Sha256 is null ? "" : $"\nSHA-256 {record.Sha256}");

    /// <summary>Reads <c>PATH=SOURCE</c>.</summary>
    private static (string Path, string Source) ParseGraft(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 1 || equals == text.Length - 1)
            throw CommandLineProblem.Usage($"--graft {text}: is not PATH=SOURCE", "Write --graft documents/2026=/home/alice/papers, or --graft /=FOLDER for the root.");
        var path = text[..equals].Trim('/');
        return path.Split('/').Any(part => part is "." or "..") || path.Contains("//", StringComparison.Ordinal)
            ? throw CommandLineProblem.Usage($"--graft {text}: '{path}' is no path of a disc", "Leave out '.', '..' and double slashes.")
            : (path, text[(equals + 1)..]);
    }

    private static DiscFormat ReadFormat(ParseResult parsed) => new()
    {
        IsoLevel = parsed.GetValue(IsoLevel),
        RockRidge = !parsed.GetValue(NoRockRidge),
        JolietLength = parsed.GetValue(NoJoliet) ? 0 : parsed.GetValue(LongJoliet) ? 103 : 64,
        Udf = parsed.GetValue(Udf) switch
        {
            "none" => UdfRevision.None,
            "1.02" => UdfRevision.Udf102,
            "2.01" => UdfRevision.Udf201,
            "2.50" => UdfRevision.Udf250,
            var other => throw CommandLineProblem.Usage($"--udf {other}: there is no such revision", "Give 1.02, 2.01, 2.50 or none."),
        },
        Alignment = parsed.GetValue(Alignment),
        Padding = parsed.GetValue(Padding),
        ChecksumTags = parsed.GetValue(ChecksumTags),
    };
}
