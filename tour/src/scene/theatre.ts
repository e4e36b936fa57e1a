// SPDX-License-Identifier: Apache-2.0
// Renderer, camera and scenes together: draws one frame that is wholly given by its arguments.
import * as THREE from "three";
import type { RunRecord } from "../record/record";
import { viewAt, type PlantView } from "../record/view";
import type { Pose } from "../tour/path";
import { makeMarket, type MarketScene } from "./markets/index";
import type { Look } from "./materials";
import { makeStage, type Stage } from "./stage";

export interface Frame {
  /** Of the plant [us]. */
  time: number;
  /** Of the picture [s]: by it people walk and plumes sway. */
  stage: number;
  pose: Pose;
  /** A market's scene instead of the hall. */
  market?: string;
  /** Plant seconds a shown second. */
  pace: number;
}

export interface Theatre {
  renderer: THREE.WebGLRenderer;
  camera: THREE.PerspectiveCamera;
  stage: Stage;
  look: Look;
  /** Segments that have a scene. */
  markets: string[];
  resize(width: number, height: number, ratio?: number): void;
  /** Moves the picture to the left and up by shares of its size, until it is resized. */
  shift(left: number, up: number): void;
  render(frame: Frame): PlantView;
}

/** Software renderers get the plain look unless one asks for the other. */
export function usualLook(rendererName: string): Look {
  return /llvmpipe|swiftshader|softpipe|software/i.test(rendererName) ? "plain" : "high";
}

export function rendererName(gl: WebGLRenderingContext | WebGL2RenderingContext): string {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

export interface TheatreOptions { look?: Look; /** Smooth edges whatever they cost: nobody waits for a frame of a film. */ isFilm?: boolean }

/** @throws Error where the browser has no WebGL 2 */
export function makeTheatre(record: RunRecord, canvas: HTMLCanvasElement, options: TheatreOptions = {}): Theatre {
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) throw new Error("this browser has no WebGL 2");
  const look = options.look ?? usualLook(rendererName(probe));
  probe.getExtension("WEBGL_lose_context")?.loseContext();
  const renderer = new THREE.WebGLRenderer({ canvas, antialias: options.isFilm || look === "high", preserveDrawingBuffer: options.isFilm, powerPreference: "high-performance" });
  renderer.outputColorSpace = THREE.SRGBColorSpace;
  renderer.toneMapping = look === "high" ? THREE.ACESFilmicToneMapping : THREE.NoToneMapping;
  renderer.shadowMap.enabled = look === "high";
  renderer.shadowMap.type = THREE.PCFShadowMap;
  // Machines and walls do not move: their shadows are drawn once. What moves has a soft shade of its own.
  renderer.shadowMap.autoUpdate = false;
  renderer.info.autoReset = false;
  const camera = new THREE.PerspectiveCamera(44, 16 / 9, 0.15, 900);
  const stage = makeStage(record, look, renderer);
  let shadowed: THREE.Scene | undefined;
  const markets = new Map<string, MarketScene>();
  const segments = record.plant.segments.map((item) => item.segment);
  const market = (segment: string): MarketScene | undefined => {
    if (!segments.includes(segment)) return undefined;
    let scene = markets.get(segment);
    if (!scene) markets.set(segment, (scene = makeMarket(segment, record, stage.scenery.films, look, stage.scene.environment)));
    return scene;
  };
  return {
    renderer, camera, stage, look, markets: segments,
    resize(width, height, ratio = 1) {
      renderer.setPixelRatio(ratio);
      renderer.setSize(width, height, false);
      camera.aspect = width / height;
      camera.clearViewOffset();
    },
    shift(left, up) {
      const { aspect } = camera;
      camera.setViewOffset(aspect, 1, left * aspect, up, aspect, 1);
    },
    render(frame) {
      const { pose } = frame;
      camera.position.set(...pose.eye);
      // Upright pictures see less to the sides: they get a wider angle upright, so that the subject still fits.
      camera.fov = camera.aspect >= 1.2 ? pose.fov : Math.min(85, 2 * Math.atan(Math.tan((pose.fov * Math.PI) / 360) * Math.min(1.9, 1.2 / camera.aspect)) * (180 / Math.PI));
      camera.updateProjectionMatrix();
      camera.lookAt(...pose.look);
      camera.updateMatrixWorld();
      renderer.info.reset();
      const elsewhere = frame.market ? market(frame.market) : undefined;
      const { scene } = elsewhere ?? stage;
      // Each scene has its own shadow map; it is drawn once, when its scene is first shown.
      const isNew = shadowed !== scene;
      renderer.shadowMap.needsUpdate = isNew;
      shadowed = scene;
      elsewhere?.show(frame.stage);
      const view = elsewhere
        ? (stage.view = viewAt(record, frame.time, frame.pace))
        : stage.show(frame.time, frame.stage, camera.position, new THREE.Vector3(...pose.look), frame.pace, isNew && renderer.shadowMap.enabled);
      renderer.render(scene, camera);
      return view;
    },
  };
}
