// The page on which Smart Forms runs: it takes a form by `show`, and tells what was answered by `response`.
import { createRoot } from "react-dom/client";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  BaseRenderer,
  RendererThemeProvider,
  getResponse,
  useBuildForm,
  useRendererQueryClient,
} from "@aehrc/smart-forms-renderer";

function Form({ questionnaire }) {
  const building = useBuildForm({ questionnaire });
  return building ? <p>…</p> : <BaseRenderer />;
}

function Page({ questionnaire }) {
  return (
    <RendererThemeProvider>
      <QueryClientProvider client={useRendererQueryClient()}>
        <Form questionnaire={questionnaire} />
      </QueryClientProvider>
    </RendererThemeProvider>
  );
}

window.show = (questionnaire) =>
  createRoot(document.getElementById("form")).render(<Page questionnaire={questionnaire} />);
window.response = getResponse;
