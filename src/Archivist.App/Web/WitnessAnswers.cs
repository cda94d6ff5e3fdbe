using System.Globalization;
using System.Text;
using Archivist.Evidence.Witnessing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Archivist.App.Web;

/// <summary>The HTTP of a witness: <c>POST /add-checkpoint</c> (C2SP tlog-witness). There is no sign-in. Thread-safe.</summary>
/// <param name="witness">Decides.</param>
/// <param name="warn">Receives what was not cosigned and may matter to the operator.</param>
internal sealed class WitnessAnswers(Witness witness, Action<Problem> warn)
{
    /// <summary>True for a request to the witness.</summary>
    internal static bool IsMeant(HttpRequest request) => request.Path == "/add-checkpoint" && HttpMethods.IsPost(request.Method);

    /// <summary>Answers a request.</summary>
    internal async Task SendAsync(HttpContext context, string address)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = WitnessRequest.MaxBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = await witness.AddCheckpointAsync(body.ToArray(), context.RequestAborted);
        if (answer is not (WitnessAnswer.Cosigned or WitnessAnswer.OtherSize))
            warn(new CheckpointNotCosigned(address, answer));
        context.Response.StatusCode = answer switch
        {
            WitnessAnswer.Cosigned => StatusCodes.Status200OK,
            WitnessAnswer.Malformed => StatusCodes.Status400BadRequest,
            WitnessAnswer.UnknownLog => StatusCodes.Status404NotFound,
            WitnessAnswer.NotSigned => StatusCodes.Status403Forbidden,
            WitnessAnswer.OtherSize or WitnessAnswer.OtherRoot => StatusCodes.Status409Conflict,
            WitnessAnswer.NotProven => StatusCodes.Status422UnprocessableEntity,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (answer is WitnessAnswer.Cosigned(var lines))
            await WriteAsync(context, "text/plain; charset=utf-8", lines);
        else if (SizeIn(answer) is { } size)
            await WriteAsync(context, "text/x.tlog.size", string.Create(CultureInfo.InvariantCulture, $"{size}\n"));
    }

    private static long? SizeIn(WitnessAnswer answer) => answer switch
    {
        WitnessAnswer.OtherSize(var size) => size,
        WitnessAnswer.OtherRoot(_, var size) => size,
        _ => null,
    };

    private static async Task WriteAsync(HttpContext context, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
