using Archivist.Discs.Labels;
using Archivist.Discs.Outputs;
using Archivist.Evidence;
using Archivist.Keys.Codes;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Reports.Printing;

namespace Archivist.Operations.Keys.Codes;

/// <summary>Makes a page of one-time codes for the emergency sign-in of the console. The page before is void from then on.</summary>
public sealed class PrintCodesOperation(OperationEnvironment environment) : Operation<PrintCodesRequest, PrintCodesResult>(environment)
{
    private protected override async Task<PrintCodesResult> RunAsync(PrintCodesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        if (request.Count is < 1 or > OneTimeCodes.Most)
            throw new ArchivistException(new CodeCountInvalid(request.Count, OneTimeCodes.Most));
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        if (request.Sheet is { } wanted)
            OutputPath.RequireFile(wanted, request.MayReplace);
        var fonts = request.Sheet is null ? null : PrintFonts.Find();
        var file = CodeFile.Of(settings, context.Clock);
        using var held = await file.LockAsync(cancellationToken);
        var codes = OneTimeCodes.Create(request.Count, context.Clock.GetUtcNow());
        // First the paper: codes that count and that no one has are worse than paper that does not count yet.
        if (request.Sheet is { } path)
        {
            var facts = new CodeSheetFacts { Archive = settings.Archive.Name, Id = codes.Id, MadeAt = codes.Made, Codes = codes.Codes, Test = context.Environment.Commands.CheckCode };
            await PrintedSheet.WriteAsync(CodeSheet.Of(facts, fonts!), fonts!, path, request.MayReplace, codes.Made, cancellationToken);
        }

        await file.WriteAsync(codes, settings.Archive.Name, cancellationToken);
        var paper = await PaperChange.EnterAsync(archive, [new LedgerEntry.CodesPrinted(codes.Made, codes.Id, codes.Count)], cancellationToken);
        return new PrintCodesResult(codes.Id, request.Sheet, request.Sheet is null ? codes.Codes : []) { Paper = paper };
    }
}
